/** What a sensor said last that can be true. */
export interface Reading {
  readonly value: number;
  /** In ms, by the clock of the samples. */
  readonly at: number;
}

/** Values that a working sensor can give, both ends included. */
export interface SaneRange {
  readonly from: number;
  readonly to: number;
}

/** Degrees Celsius of a machine that is in use. */
export const saneCelsius: SaneRange = { from: -20, to: 130 };
/** Percent of a fan's full speed. */
export const saneFanPercent: SaneRange = { from: 0, to: 100 };

/** The reading to go on with: the new one if it is sane and newer, else the one before. Undefined value: the sensor said nothing. */
export function nextReading(
  last: Reading | undefined,
  value: number | undefined,
  at: number,
  { from, to }: SaneRange,
): Reading | undefined {
  // NaN is in no range.
  const sane = value !== undefined && value >= from && value <= to;
  return sane && (last === undefined || at > last.at) ? { value, at } : last;
}

/** The reading, while it is young enough to count. */
export function freshReading(last: Reading | undefined, now: number, staleMs: number): Reading | undefined {
  return last && now - last.at <= staleMs ? last : undefined;
}
