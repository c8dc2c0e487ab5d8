import { startFigurePage } from './figurePage.ts';
import { InspectorController } from './inspector/inspectorController.ts';
import { connectToInspectorHost } from './inspector/inspectorHost.ts';
import { MapCanvas } from './inspector/map/mapCanvas.ts';
import { readSavedInspector, writeSavedInspector } from './inspector/state/savedInspector.ts';
import { ConfirmLabel } from './inspector/views/confirmLabel.ts';
import { InspectorView } from './inspector/views/inspectorView.ts';
import { LookQueue } from './inspector/views/lookQueue.ts';
import { MapTab } from './inspector/views/mapTab.ts';
import { MapTable } from './inspector/views/mapTable.ts';
import { StrategyColumns } from './inspector/views/strategyColumns.ts';
import { SortableTable } from './inspector/views/sortableTable.ts';

customElements.define('nextlabel-sortable-table', SortableTable);
customElements.define('nextlabel-look-queue', LookQueue);
customElements.define('nextlabel-strategy-columns', StrategyColumns);
customElements.define('nextlabel-map', MapCanvas);
customElements.define('nextlabel-map-tab', MapTab);
customElements.define('nextlabel-map-table', MapTable);
customElements.define('nextlabel-confirm-label', ConfirmLabel);

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
