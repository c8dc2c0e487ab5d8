/**
 * Utilities that say no more than an order of candidates: 1 for the first, falling evenly towards 0. For strategies that
 * merge several rankings whose scores are not comparable. `order` holds each position once.
 */
export function rankUtilities(order: Int32Array): Float64Array {
  const utilities = new Float64Array(order.length);
  for (let place = 0; place < order.length; place++) utilities[order[place]!] = 1 - place / order.length;
  return utilities;
}
