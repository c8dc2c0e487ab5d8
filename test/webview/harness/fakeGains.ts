import type { GainSnapshot } from '../../../src/protocol/gainView.ts';
import { pushSnapshot, serveFigureView } from './fakeFigureHost.ts';
import type { FakeFigureHost } from './fakeFigureHost.ts';
import { gainSnapshot } from './gainSnapshot.ts';
import type { GainOptions } from './gainSnapshot.ts';

/** What the tests see of the page. */
export interface FakeGains extends FakeFigureHost<GainSnapshot> {
  push(options: GainOptions): void;
}

declare global {
  interface Window {
    fakeGains: FakeGains;
  }
}

const query = new URLSearchParams(location.search);

const host: FakeGains = {
  snapshot: gainSnapshot(JSON.parse(query.get('gains') ?? '{}') as GainOptions),
  commands: [],
  saves: [],
  violations: [],
  silent: query.has('silent'),
  refusal: '',
  push(options) {
    host.snapshot = gainSnapshot(options);
    pushSnapshot('gains', host.snapshot);
  },
};
window.fakeGains = host;
serveFigureView('gains', host);
