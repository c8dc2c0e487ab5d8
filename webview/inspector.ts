import { startFigurePage } from './figurePage.ts';
import { InspectorController } from './inspector/inspectorController.ts';
import { connectToInspectorHost } from './inspector/inspectorHost.ts';
import { readSavedInspector, writeSavedInspector } from './inspector/state/savedInspector.ts';
import { InspectorView } from './inspector/views/inspectorView.ts';
import { StrategyColumns } from './inspector/views/strategyColumns.ts';
import { SortableTable } from './inspector/views/sortableTable.ts';

customElements.define('nextlabel-sortable-table', SortableTable);
customElements.define('nextlabel-strategy-columns', StrategyColumns);

startFigurePage({
  name: 'nextlabel-inspector',
  view: InspectorView,
  controller: (api, schedule) =>
    new InspectorController({
      host: connectToInspectorHost(api),
      saved: readSavedInspector(api.getState()),
      save: (saved) => void api.setState(writeSavedInspector(saved)),
      schedule,
    }),
});
