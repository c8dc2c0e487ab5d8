import type { ParamValues } from '../engine/models/classifier.ts';
import type { ParamInfo } from '../protocol/engine.ts';
import { InputError } from '../data/tables/inputError.ts';

/** Something of a registry that `--param` can set. */
export interface ParamOwner {
  /** The prefix by which a parameter is meant for this one only: `model.C=2`. */
  readonly prefix: 'model' | 'strategy';
  readonly id: string;
  readonly params: readonly ParamInfo[];
}

/**
 * Gives each `name=value` to the owner that has a parameter of that name. Throws InputError when none or several have it
 * and no prefix says which, and when the value is not of the parameter's kind; ranges are the registry's to check.
 */
export function chooseParams(
  given: readonly string[],
  owners: readonly ParamOwner[],
): ReadonlyMap<ParamOwner['prefix'], ParamValues> {
  const chosen = new Map<ParamOwner['prefix'], Record<string, number | string | boolean>>(
    owners.map(({ prefix }) => [prefix, {}]),
  );
  for (const assignment of given) {
    const equals = assignment.indexOf('=');
    if (equals < 1) {
      throw new InputError(`--param ${assignment}: expected name=value, such as C=0.5.`);
    }
    const name = assignment.slice(0, equals);
    const { owner, info } = ownerOf(name, owners);
    chosen.get(owner.prefix)![info.name] = parseValue(info, assignment.slice(equals + 1));
  }
  return chosen;
}

function ownerOf(name: string, owners: readonly ParamOwner[]) {
  const found = owners.flatMap((owner) =>
    owner.params
      .filter((info) => name === info.name || name === `${owner.prefix}.${info.name}`)
      .map((info) => ({ owner, info })),
  );
  const [first] = found;
  if (first === undefined) {
    const known = owners.map(({ id, params }) => `${id} has ${namesOf(params)}`).join('; ');
    throw new InputError(`--param ${name}: unknown parameter; ${known}.`);
  }
  if (found.length > 1) {
    const ways = found.map(({ owner, info }) => `${owner.prefix}.${info.name}`).join(' or ');
    throw new InputError(`--param ${name}: several have this parameter; write ${ways}.`);
  }
  return first;
}

const namesOf = (params: readonly ParamInfo[]): string =>
  params.length === 0 ? 'none' : params.map((info) => info.name).join(', ');

function parseValue({ name, kind }: ParamInfo, text: string): number | string | boolean {
  if (kind === 'string') return text;
  if (kind === 'boolean') {
    if (text === 'true' || text === 'false') return text === 'true';
    throw new InputError(`--param ${name}: expected true or false, not "${text}".`);
  }
  const value = text.trim() === '' ? NaN : Number(text);
  if (Number.isFinite(value)) return value;
  throw new InputError(`--param ${name}: expected a number, not "${text}".`);
}
