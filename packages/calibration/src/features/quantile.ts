/**
 * Quantile of numbers in ascending order, with linear interpolation between neighbours (type 7 of Hyndman and Fan,
 * 1996).
 */
export function quantile(ascending: readonly number[], share: number): number | undefined {
  if (ascending.length === 0) return undefined;
  const position = (ascending.length - 1) * share;
  const below = ascending[Math.floor(position)] ?? 0;
  const above = ascending[Math.ceil(position)] ?? below;
  return below + (above - below) * (position - Math.floor(position));
}
