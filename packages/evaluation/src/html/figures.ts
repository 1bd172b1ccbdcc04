import type { Interval } from "@compute-proxy/calibration";

/** Nothing was measured. */
export const absent = "–";

/** 0.625 as 62.5 %. */
export function percent(share: number | undefined, decimals = 1): string {
  return share === undefined ? absent : `${fixed(share * 100, decimals)} %`;
}

/** A difference of shares in percentage points, with its sign. */
export function points(share: number | undefined): string {
  return share === undefined ? absent : signed(share * 100, 1);
}

/** An estimate with its interval, in percentage points. */
export function pointsInterval(interval: Interval | undefined): string {
  if (!interval) return absent;
  return `${points(interval.estimate)} [${points(interval.low)}, ${points(interval.high)}]`;
}

/** An estimate with its interval. */
export function plainInterval(interval: Interval | undefined): string {
  if (!interval) return absent;
  return `${fixed(interval.estimate, 2)} [${fixed(interval.low, 2)}, ${fixed(interval.high, 2)}]`;
}

/** A number with so many decimals; no minus in front of zero. */
export function fixed(value: number | undefined, decimals: number): string {
  if (value === undefined) return absent;
  const text = value.toFixed(decimals);
  return Number(text) === 0 ? text.replace("-", "") : text.replace("-", "\u2212");
}

function signed(value: number, decimals: number): string {
  const text = fixed(value, decimals);
  return value > 0 && Number(text) !== 0 ? `+${text}` : text;
}
