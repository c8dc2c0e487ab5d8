import { ExperimentController } from './experiment/experimentController.ts';
import { connectToExperimentHost } from './experiment/experimentHost.ts';
import { readSavedView, writeSavedView } from './experiment/state/savedView.ts';
import { ResultsView } from './experiment/views/resultsView.ts';
import { startFigurePage } from './figurePage.ts';

startFigurePage({
  name: 'nextlabel-experiment',
  view: ResultsView,
  controller: (api, schedule) =>
    new ExperimentController({
      host: connectToExperimentHost(api),
      saved: readSavedView(api.getState()),
      save: (view) => void api.setState(writeSavedView(view)),
      schedule,
    }),
});
