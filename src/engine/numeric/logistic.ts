/** 1 / (1 + exp(-x)) without overflow. */
export function logistic(x: number): number {
  if (x >= 0) return 1 / (1 + Math.exp(-x));
  const value = Math.exp(x);
  return value / (1 + value);
}

/** ln(1 + exp(x)) without overflow and without losing small values. */
export function softplus(x: number): number {
  return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
}
