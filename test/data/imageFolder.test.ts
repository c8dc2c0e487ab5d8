import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { contentOf, importAll, specOf, temporaryFolder } from './sources.ts';

type Format = 'png' | 'jpeg' | 'webp' | 'gif' | 'avif' | 'tiff';

async function image(format: Format, background = '#c33', width = 12, height = 8): Promise<Buffer> {
  return sharp({ create: { width, height, channels: 3, background } })
    .toFormat(format)
    .toBuffer();
}

async function write(folder: string, files: Readonly<Record<string, string | Buffer>>): Promise<void> {
  for (const [file, content] of Object.entries(files)) {
    await mkdir(join(folder, file, '..'), { recursive: true });
    await writeFile(join(folder, file), content);
  }
}

const images = { kind: 'image', labelColumn: 'folder' } as const;

describe('reading a folder of images', () => {
  it('reads every format, takes the sub-folder for a label, and hashes the bytes', async () => {
    const folder = await temporaryFolder();
    const formats: readonly Format[] = ['png', 'jpeg', 'webp', 'gif', 'avif', 'tiff'];
    for (const [index, format] of formats.entries()) {
      await write(folder, { [`${index % 2 ? 'b' : 'a'}/${index}.${format}`]: await image(format) });
    }
    const top = await image('png', '#123');
    await write(folder, { 'top.png': top });
    const { items, report } = await importAll(specOf(folder, images));
    expect(items.map((item) => contentOf(item)['file'])).toEqual([
      'top.png',
      'a/0.png',
      'a/2.webp',
      'a/4.avif',
      'b/1.jpeg',
      'b/3.gif',
      'b/5.tiff',
    ]);
    expect(items.map(({ label }) => label)).toEqual([null, 'a', 'a', 'a', 'b', 'b', 'b']);
    expect(contentOf(items[0])).toEqual({
      file: 'top.png',
      width: 12,
      height: 8,
      format: 'png',
      bytes: top.length,
    });
    expect(items[0]?.hash).toBe(createHash('sha256').update(top).digest('hex').slice(0, 32));
    expect(items[0]?.id).toBe(items[0]?.hash);
    expect(report).toMatchObject({ items: 7, rejected: 0, issues: [], columns: ['file', 'folder'] });
    expect(report.sourceHash).toMatch(/^[0-9a-f]{64}$/);
  });

  it('orders names as people do, and may take the file name for an id', async () => {
    const folder = await temporaryFolder();
    await write(folder, { 'i10.png': await image('png'), 'i9.png': await image('png', '#000') });
    const { items } = await importAll(specOf(folder, { kind: 'image', idColumn: 'file' }));
    expect(items.map(({ id }) => id)).toEqual(['i9.png', 'i10.png']);
  });

  it('says of each file that is no usable image why not, and reads the rest', async () => {
    const folder = await temporaryFolder();
    const good = await image('png', '#0f0', 300, 300);
    const noise = await sharp({
      create: {
        width: 64,
        height: 64,
        channels: 3,
        background: '#fff',
        noise: { type: 'gaussian', mean: 90, sigma: 40 },
      },
    })
      .png()
      .toBuffer();
    await write(folder, {
      'good.png': good,
      'cut.png': noise.subarray(0, noise.length / 2),
      'empty.png': '',
      'huge.png': await sharp({ create: { width: 12_000, height: 9_000, channels: 3, background: '#fff' } })
        .png({ compressionLevel: 1 })
        .toBuffer(),
      'jpeg.png': await image('jpeg'),
      'page.jpg': '<html><script>alert(1)</script></html>',
      'vector.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>',
      'vector.png': '<svg xmlns="http://www.w3.org/2000/svg"/>',
      'notes.txt': 'notes',
      '.hidden.png': good,
      '.nextlabel/thumbs/x.webp': await image('webp'),
    });
    const { items, report } = await importAll(specOf(folder, { kind: 'image' }));
    expect(items.map((item) => contentOf(item)['file'])).toEqual(['good.png', 'jpeg.png']);
    expect(contentOf(items[1])['format']).toBe('jpeg');
    expect(report.issues.map(({ kind, severity, file }) => [kind, severity, file])).toEqual([
      ['undecodableImage', 'error', 'cut.png'],
      ['undecodableImage', 'error', 'empty.png'],
      ['undecodableImage', 'error', 'huge.png'],
      ['wrongType', 'warning', 'jpeg.png'],
      ['wrongType', 'error', 'page.jpg'],
      ['wrongType', 'error', 'vector.png'],
    ]);
    expect(report.rejected).toBe(5);
    expect(report.issues[2]?.message).toBe('huge.png has 12000 x 9000 pixels; expected at most 100 million.');
  });

  it('refuses links that leave the folder, and does not run in circles', async () => {
    const outside = await temporaryFolder();
    const folder = await temporaryFolder();
    await write(outside, { 'secret.png': await image('png', '#00f') });
    await write(folder, { 'a/in.png': await image('png') });
    await symlink(join(outside, 'secret.png'), join(folder, 'link.png'));
    await symlink(outside, join(folder, 'linked-folder'));
    await symlink(folder, join(folder, 'a', 'circle'));
    const { items, report } = await importAll(specOf(folder, { kind: 'image' }));
    expect(items.map((item) => contentOf(item)['file'])).toEqual(['a/in.png']);
    expect(report.issues.map(({ kind, file }) => [kind, file])).toEqual([
      ['unreadable', 'link.png'],
      ['unreadable', 'linked-folder'],
      ['unreadable', 'a/circle'],
    ]);
  });

  it('says what a folder without images holds instead', async () => {
    const folder = await temporaryFolder();
    await write(folder, { 'a.svg': '<svg/>', 'b.txt': 'b' });
    const refused = importAll(specOf(folder, { kind: 'image' }));
    await expect(refused).rejects.toMatchObject({ reason: 'emptyFile' });
    await expect(refused).rejects.toThrow('its 2 files are .svg, .txt');
  });

  it('can be cancelled', async () => {
    const folder = await temporaryFolder();
    await write(folder, { 'a.png': await image('png') });
    const run = importAll(specOf(folder, { kind: 'image' }), { signal: AbortSignal.abort() });
    await expect(run).rejects.toMatchObject({ name: 'AbortError' });
  });
});
