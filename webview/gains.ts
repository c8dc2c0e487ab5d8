import { startFigurePage } from './figurePage.ts';
import { GainsController } from './gains/gainsController.ts';
import { connectToGainsHost } from './gains/gainsHost.ts';
import { GainsView } from './gains/views/gainsView.ts';

startFigurePage({
  name: 'nextlabel-gains',
  view: GainsView,
  controller: (api, schedule) =>
    new GainsController({
      host: connectToGainsHost(api),
      opened: textsOf(api.getState()),
      keepOpened: (opened) => void api.setState(opened),
      schedule,
    }),
});

/** Anything that another version kept is left. */
function textsOf(kept: unknown): readonly string[] {
  return Array.isArray(kept) ? kept.filter((each): each is string => typeof each === 'string') : [];
}
