import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { writeSample } from '../../src/data/samples.ts';
import type { EngineClient } from '../../src/engineProcess/engineClient.ts';
import type { FeaturesInfo, FeaturesRequest, ImportReport, ImportSpec } from '../../src/protocol/engine.ts';
import type { RoundRequest } from '../../src/protocol/round.ts';
import type { ProjectKind } from '../../src/protocol/project.ts';
import { openStore } from '../../src/store/openStore.ts';
import type { ProjectStore } from '../../src/store/store.ts';

/** A project of generated data, imported by an engine process into a store of its own. */
export interface TestProject {
  readonly folder: string;
  readonly store: ProjectStore;
  readonly spec: ImportSpec;
  readonly report: ImportReport;
  readonly features: FeaturesRequest;
  /** Class of each row, as indices into `classes`. */
  readonly truth: readonly number[];
  close(): Promise<void>;
}

export async function makeProject(
  engine: EngineClient,
  kind: ProjectKind,
  count: number,
): Promise<TestProject> {
  const folder = await mkdtemp(join(tmpdir(), 'nextlabel-engine-'));
  const sample = await writeSample(kind, folder, { count, seed: 7 });
  const { idColumn, textColumn, labelColumn, featureColumns } = sample;
  const spec = { kind, path: sample.source, idColumn, textColumn, labelColumn, featureColumns };
  const store = await openStore({ folder: join(folder, '.nextlabel'), actor: 'ann' });
  const staged = await store.beginImport();
  const report = await engine.import(spec, (itemsJson) => staged.addBatch(itemsJson));
  await staged.commit({ sourceHash: report.sourceHash, idsFromContent: idColumn === null });
  return {
    folder,
    store,
    spec,
    report,
    features: {
      database: store.databasePath,
      cacheFolder: join(folder, '.nextlabel', 'cache'),
      spec,
      itemsVersion: store.itemsVersion,
      seed: 1,
    },
    truth: sample.truth.map((name) => sample.classes.indexOf(name)),
    close: async () => {
      await store.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A round after the first `labeled` rows were labeled with the truth. */
export function roundRequest(
  project: TestProject,
  features: FeaturesInfo,
  { labeled, ...changes }: Partial<RoundRequest> & { readonly labeled: number },
): RoundRequest {
  return {
    featuresId: features.featuresId,
    revision: labeled,
    labeledRows: Int32Array.from({ length: labeled }, (_, row) => row),
    labels: Int32Array.from(project.truth.slice(0, labeled)),
    classCount: Math.max(...project.truth) + 1,
    eligibleRows: Int32Array.from({ length: features.rows - labeled }, (_, index) => index + labeled),
    model: 'logisticRegression',
    modelParams: {},
    strategy: 'margin',
    strategyParams: {},
    batchSize: 10,
    randomShare: 0.1,
    slots: 20,
    seed: 3,
    ...changes,
  };
}
