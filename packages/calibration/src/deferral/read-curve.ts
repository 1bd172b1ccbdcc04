import type { DeferralPoint } from "./deferral-curve.js";

/** Rounding must not decide whether a quality is reached. */
const rounding = 1e-12;

/** The quality at a share, straight between the points. Undefined outside of the curve. */
export function qualityAtShare(curve: readonly DeferralPoint[], share: number): number | undefined {
  const above = curve.findIndex((point) => point.share >= share - rounding);
  const [right, left] = [curve[above], curve[above - 1]];
  if (!right || share < 0) return undefined;
  if (!left) return right.quality;
  return left.quality + ((right.quality - left.quality) * (share - left.share)) / (right.share - left.share);
}

/** The smallest share of the curve's points at which a quality is reached; undefined where it never is. */
export function shareToReach(curve: readonly DeferralPoint[], quality: number): number | undefined {
  return curve.find((point) => point.quality >= quality - rounding)?.share;
}

/**
 * The best quality that a point of the curve has for at most that cost; undefined where none is so cheap or has a cost.
 */
export function bestQualityWithin(curve: readonly DeferralPoint[], cost: number): number | undefined {
  const affordable = curve.flatMap((point) =>
    point.cost !== undefined && point.cost <= cost + rounding ? [point.quality] : [],
  );
  return affordable.length === 0 ? undefined : affordable.reduce((best, quality) => Math.max(best, quality));
}
