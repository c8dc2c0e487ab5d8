import type { RegistryEntryInfo } from '../../protocol/engine.ts';
import type { ClassifierDefinition } from './classifier.ts';
import { cnn } from './cnn.ts';
import { logisticRegression } from './logisticRegression.ts';
import { mlp } from './mlp.ts';
import { resnet18 } from './resnet18.ts';
import { svc } from './svc.ts';

/** Every task model, in the order of the picker; a new one is one file and one line here. */
export const models: readonly ClassifierDefinition[] = [logisticRegression, svc, mlp, cnn, resnet18];

/** Throws RangeError when no task model has this id. */
export function findModel(id: string): ClassifierDefinition {
  const model = models.find((entry) => entry.id === id);
  if (model !== undefined) return model;
  const known = models.map((entry) => entry.id).join(', ');
  throw new RangeError(`Unknown task model "${id}"; expected one of: ${known}.`);
}

/** The registry as settings, pickers and the command line show it. */
export function modelInfos(): readonly RegistryEntryInfo[] {
  return models.map(({ id, title, description, reference, params, gives, givesIf, input }) => ({
    id,
    title,
    description,
    reference,
    params,
    capabilities: gives,
    ...(givesIf && { capabilitiesIf: givesIf }),
    ...(input && { input }),
  }));
}
