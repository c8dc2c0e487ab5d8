import os from 'node:os';
import { describeBackend, findAdapter } from '../../engineProcess/gpu/findAdapter.ts';
import type { AdapterFinding } from '../../engineProcess/gpu/gpuLibrary.ts';
import { choiceInWords } from '../../protocol/backend.ts';
import type { Command, Outcome } from '../command.ts';
import { engineEntry } from '../engineEntry.ts';
import { version } from '../version.ts';
import { kernelsRun } from '../../engine/kernels/kernels.ts';
import { modelInfos } from '../../engine/models/registry.ts';
import { strategyInfos } from '../../engine/strategies/registry.ts';
import type { DriverName } from '../../store/driver.ts';
import { openDriver } from '../../store/openDriver.ts';

const oldestNode = 20;

/** Something that was looked for and does not work. */
interface Missing {
  readonly name: string;
  readonly why: string;
  readonly how: string;
}

/** A version, or why there is none. */
type Found = { readonly version: string } | { readonly problem: string };

/** What this machine offers to NextLabel. */
export const doctor: Command = {
  name: 'doctor',
  summary: 'Says what this machine offers, what is missing and how to get it.',
  operands: [],
  options: {},
  details: () => 'Exit code 1 when something is missing that NextLabel cannot do without.',
  run: async () => {
    const compiled = await sqliteVersion('sqlite3');
    const builtIn = await sqliteVersion('node:sqlite');
    // A bundle turns this into a `require` of the package, of which the extension ships no other form.
    const images = await versionOf(
      async () => (await import('../../data/imageLibrary.ts')).imageLibraryVersion,
    );
    const entry = engineEntry(process.argv[1]!);
    const networks = await networksOf(entry);
    const adapter = await findAdapter(entry);
    return outcomeOf({ compiled, builtIn, images, networks, adapter });
  },
};

/** `sqlite` and `sharp` are null where they do not load. */
interface Report {
  readonly nextlabel: string;
  readonly node: string;
  readonly v8: string;
  readonly platform: string;
  /** That this process may use. */
  readonly cores: number;
  readonly memoryMegabytes: number;
  /** Whether WebAssembly SIMD validates. */
  readonly simd: boolean;
  readonly backends: readonly string[];
  /** In words, with why a GPU is not used. */
  readonly computesOn: string;
  /** What computes neural networks, with why nothing quicker does; null where nothing can. */
  readonly networks: string | null;
  /** The driver that the label store would take. */
  readonly sqlite: { readonly driver: DriverName; readonly version: string } | null;
  readonly sharp: string | null;
  readonly models: readonly string[];
  readonly strategies: readonly string[];
  readonly missing: readonly Missing[];
}

interface Findings {
  readonly compiled: Found;
  readonly builtIn: Found;
  readonly images: Found;
  /** What computes neural networks. */
  readonly networks: Found;
  readonly adapter: AdapterFinding;
}

function outcomeOf(findings: Findings): Outcome {
  const { images, networks, adapter } = findings;
  const simd = kernelsRun();
  const sqlite = sqliteOf(findings);
  const report: Report = {
    nextlabel: version,
    node: process.versions.node,
    v8: process.versions.v8,
    platform: `${process.platform}-${process.arch}`,
    cores: os.availableParallelism(),
    memoryMegabytes: Math.round(os.totalmem() / 2 ** 20),
    simd,
    backends: ['cpu', ...(simd ? ['wasm-simd'] : []), ...(adapter.kind === 'adapter' ? ['webgpu'] : [])],
    computesOn: describeBackend(adapter),
    networks: 'version' in networks ? networks.version : null,
    sqlite,
    sharp: 'version' in images ? images.version : null,
    models: modelInfos().map(({ id }) => id),
    strategies: strategyInfos().map(({ id }) => id),
    missing: missingOf(findings, simd),
  };
  const unusable = sqlite === null || isOldNode();
  return { json: report, text: () => describe(report), ...(unusable && { failed: true as const }) };
}

function sqliteOf({ compiled, builtIn }: Findings): Report['sqlite'] {
  if ('version' in compiled) return { driver: 'sqlite3', version: compiled.version };
  return 'version' in builtIn ? { driver: 'node:sqlite', version: builtIn.version } : null;
}

const isOldNode = (): boolean => Number(process.versions.node.split('.', 1)[0]) < oldestNode;

function missingOf({ compiled, builtIn, images, networks }: Findings, simd: boolean): readonly Missing[] {
  const missing: Missing[] = [];
  const add = (name: string, why: string, how: string): void => void missing.push({ name, why, how });
  if (isOldNode()) {
    add('node', `Node ${process.versions.node} is too old.`, `Install Node ${oldestNode} or newer.`);
  }
  if ('problem' in compiled) {
    const instead =
      'version' in builtIn ? 'The SQLite of Node serves instead, a little slower.' : 'Labels need it.';
    const how = 'Run npm install where a C++ compiler and Python 3 are at hand, or use Node 22.13 or newer.';
    add('sqlite3', `${compiled.problem} ${instead}`, how);
  }
  if ('problem' in images) {
    const how = 'Run npm install sharp, or install the NextLabel package of this platform.';
    add('sharp', `${images.problem} Folders of images cannot be read; tables and texts can.`, how);
  }
  if ('problem' in networks) {
    const how = 'Choose another model, or install the NextLabel package of this platform.';
    add('tfjs', `${networks.problem} Neural networks cannot be trained.`, how);
  }
  if (!simd) {
    add(
      'simd',
      'WebAssembly has no SIMD here: the oracle is slower.',
      'Use Node 20 or newer on x64 or arm64.',
    );
  }
  return missing;
}

async function sqliteVersion(name: DriverName): Promise<Found> {
  return versionOf(async () => {
    const driver = await openDriver({ path: ':memory:', readOnly: false }, name);
    try {
      const [row] = await driver.all('select sqlite_version() as version');
      return String(row?.['version']);
    } finally {
      await driver.close();
    }
  });
}

/** The backend that passed the self-test of networks, as the engine would take it. */
function networksOf(entry: string): Promise<Found> {
  return versionOf(async () => {
    const { openNetworks } = await import('../../engineProcess/tensors/onDemand.ts');
    const { backend, end } = await openNetworks({
      entry,
      onLost: (_, why) => {
        throw new Error(why);
      },
    });
    end();
    return choiceInWords(backend);
  });
}

async function versionOf(find: () => Promise<string>): Promise<Found> {
  try {
    return { version: await find() };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const [line = message] = message.split('\n', 1);
    return { problem: line.endsWith('.') ? line : `${line}.` };
  }
}

function describe(report: Report): string {
  const { missing, sqlite, ...found } = report;
  const entries = Object.entries({ ...found, sqlite: sqlite && `${sqlite.driver} ${sqlite.version}` });
  const width = Math.max(...entries.map(([name]) => name.length));
  const lines = entries.map(([name, value]) => `${name.padEnd(width)}  ${inWords(value)}`);
  const gaps = missing.map(({ name, why, how }) => `missing: ${name}. ${why} ${how}`);
  return [...lines, ...(gaps.length === 0 ? ['Nothing is missing.'] : gaps)].join('\n');
}

function inWords(value: string | number | boolean | readonly string[] | null): string {
  if (value === null) return 'none';
  return typeof value === 'object' ? value.join(', ') : String(value);
}
