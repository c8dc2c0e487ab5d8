import { mkdir, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findModelFiles, hashModel, stampModel } from '../../../src/data/frozen/modelFiles.ts';
import { temporaryFolder } from '../sources.ts';

const manifest = (paths: readonly string[], changes: object = {}): string =>
  JSON.stringify({ modelTopology: {}, weightsManifest: [{ paths, weights: [] }], ...changes });

/** A folder `net` with a model.json of this text and one file of weights. */
async function graphFolder(text: string): Promise<string> {
  const folder = join(await temporaryFolder(), 'net');
  await mkdir(folder);
  await writeFile(join(folder, 'model.json'), text);
  await writeFile(join(folder, 'a.bin'), 'weights');
  return folder;
}

describe('the files of a model', () => {
  it('are an .onnx file, or a model.json with its weights, which its folder stands for', async () => {
    const folder = await graphFolder(manifest(['a.bin']));
    const onnx = join(folder, 'Encoder.ONNX');
    await writeFile(onnx, '');
    expect(await findModelFiles(onnx)).toEqual({
      ...{ format: 'onnx', name: 'Encoder.ONNX', paths: [onnx], weights: [] },
    });
    const paths = ['model.json', 'a.bin'].map((name) => join(folder, name));
    const graph = { format: 'graph', name: 'net/model.json', paths, weights: ['a.bin'] };
    expect(await findModelFiles(paths[0]!)).toEqual(graph);
    expect(await findModelFiles(folder)).toEqual(await findModelFiles(paths[0]!));
  });

  it.each([
    ['{ "a": ', 'net/model.json is no TensorFlow.js model ('],
    ['{}', 'net/model.json is no TensorFlow.js model: it has no "modelTopology" and "weightsManifest"'],
    [manifest(['b.bin']), 'net/model.json names the weights b.bin, which are not there'],
    [manifest(['../secret.bin']), 'net/model.json names the weights ../secret.bin, which lie outside'],
    [manifest(['linked.bin']), 'net/model.json names the weights linked.bin, which lie outside'],
    [manifest(['https://example.com/a.bin']), 'names the weights https://example.com/a.bin, which are not'],
  ])('are refused in words: %s', async (text, message) => {
    const folder = await graphFolder(text);
    await writeFile(join(folder, '../secret.bin'), 'secret');
    await symlink(join(folder, '../secret.bin'), join(folder, 'linked.bin'));
    await expect(findModelFiles(folder)).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringContaining(message) as string,
    });
    expect(await stampModel(folder)).toBe('cannot be read');
  });

  it.each([{ format: 'layers-model' }, { modelTopology: { model_config: {} } }])(
    'are those of a layers model where the manifest says so: %j',
    async (changes) => {
      const folder = await graphFolder(manifest(['a.bin'], changes));
      expect((await findModelFiles(folder)).format).toBe('layers');
    },
  );

  it('have to be there, and of a kind that can be read', async () => {
    const folder = await temporaryFolder();
    const missing = join(folder, 'm.onnx');
    await expect(findModelFiles(missing)).rejects.toThrow(
      `The model m.onnx does not exist (${missing}); expected an .onnx file, or the model.json of`,
    );
    await expect(findModelFiles(folder)).rejects.toThrow('holds no model.json; expected');
    await writeFile(join(folder, 'm.pt'), '');
    await expect(findModelFiles(join(folder, 'm.pt'))).rejects.toThrow('m.pt is no model that can be read');
  });

  it('have another hash and another stamp when one of them changes, and the same when nothing does', async () => {
    const folder = await graphFolder(manifest(['a.bin']));
    const both = async (): Promise<string[]> => [
      await hashModel(await findModelFiles(folder)),
      await stampModel(folder),
    ];
    const [hash, stamp] = await both();
    expect(await both()).toEqual([hash, stamp]);
    const time = new Date(2020, 1, 1);
    await utimes(join(folder, 'a.bin'), time, time);
    const touched = await both();
    expect([touched[0] === hash, touched[1] === stamp]).toEqual([true, false]);
    await writeFile(join(folder, 'a.bin'), 'WEIGHTS');
    const changed = await both();
    expect([changed[0] === hash, changed[1] === stamp]).toEqual([false, false]);
    await expect(hashModel(await findModelFiles(folder), AbortSignal.abort())).rejects.toThrow('aborted');
  });
});
