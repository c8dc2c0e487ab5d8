import { expect, it } from 'vitest';
import type { MapPlaces } from '../../../../src/protocol/inspectorMap.ts';
import { keepPlaces } from '../../../../webview/inspector/map/keptPlaces.ts';
import type { Asked } from '../../../../webview/inspector/state/answers.ts';

const places = (...values: readonly number[]): MapPlaces => ({
  rows: Int32Array.from({ length: values.length / 2 }, (_, row) => row),
  places: Float32Array.from(values),
  explained: null,
  fitted: 1,
  columns: 2,
});
const asking: Asked<MapPlaces> = { state: 'asking', message: '', fraction: null };
const answered = (answer: MapPlaces): Asked<MapPlaces> => ({ state: 'answered', answer });

it('shows the places of before until there are others, and the same ones as the same', () => {
  const keep = keepPlaces();
  expect(keep(asking)).toEqual(asking);
  const first = answered(places(1, 2, 3, 4));
  expect(keep(first)).toBe(first);
  expect(keep(asking)).toBe(first);
  expect(keep(answered(places(1, 2, 3, 4)))).toBe(first);
  const other = answered(places(1, 2, 3, 5));
  expect(keep(other)).toBe(other);
  const more = answered(places(1, 2, 3, 5, 0, 0));
  expect(keep(more)).toBe(more);
});

it('tells of a failure', () => {
  const keep = keepPlaces();
  keep(answered(places(1, 2)));
  const failed: Asked<MapPlaces> = { state: 'failed', message: 'no memory' };
  expect(keep(failed)).toBe(failed);
});
