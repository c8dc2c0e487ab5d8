import type { MapPlaces } from '../../../src/protocol/inspectorMap.ts';
import type { Asked } from '../state/answers.ts';

/**
 * Keeps the places of before while newer ones are worked out, and where those turn out to be the same: what is looked at
 * does not move.
 */
export function keepPlaces(): (asked: Asked<MapPlaces>) => Asked<MapPlaces> {
  let last: MapPlaces | null = null;
  let shown: Extract<Asked<MapPlaces>, { state: 'answered' }> | null = null;
  return (asked) => {
    if (asked.state === 'asking') return shown ?? asked;
    if (asked.state !== 'answered') return asked;
    if (asked.answer !== last) {
      last = asked.answer;
      if (shown === null || !isSameMap(shown.answer, last)) shown = asked;
    }
    return shown ?? asked;
  };
}

function isSameMap(one: MapPlaces, other: MapPlaces): boolean {
  return isSame(one.rows, other.rows) && isSame(one.places, other.places);
}

function isSame(one: Int32Array | Float32Array, other: Int32Array | Float32Array): boolean {
  return one.length === other.length && one.every((value, index) => value === other[index]);
}
