/**
 * The non-decreasing sequence nearest to `values` in squares: neighbours that fall are pooled into their mean (pool
 * adjacent violators; Barlow, Bartholomew, Bremner and Brunk 1972, Statistical Inference under Order Restrictions).
 */
export function isotonic(values: readonly number[]): number[] {
  const pools: { sum: number; size: number }[] = [];
  for (const value of values) {
    let pool = { sum: value, size: 1 };
    for (let last = pools.at(-1); last !== undefined; last = pools.at(-1)) {
      if (last.sum / last.size <= pool.sum / pool.size) break;
      pools.pop();
      pool = { sum: last.sum + pool.sum, size: last.size + pool.size };
    }
    pools.push(pool);
  }
  return pools.flatMap(({ sum, size }) => Array.from({ length: size }, () => sum / size));
}
