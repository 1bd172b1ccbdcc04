import { assertNever } from "@compute-proxy/core";
import type { Scored } from "../metrics/scored.js";
import { applyIsotonic, fitIsotonic, type IsotonicScaling } from "./isotonic.js";
import { applyPlatt, fitPlatt, type PlattScaling } from "./platt.js";
import { sigmoid } from "./sigmoid.js";

/** From a logit to a probability. `none`: too few labels, the documented prior speaks for itself. */
export type Calibration = { readonly kind: "none" } | PlattScaling | IsotonicScaling;

/** A calibration that labels stand behind. */
export type FittedKind = Exclude<Calibration["kind"], "none">;

export function fitCalibration(kind: FittedKind, scored: readonly Scored[]): Calibration {
  return kind === "platt" ? fitPlatt(scored) : fitIsotonic(scored);
}

/** The probability for a logit. */
export function calibrated(calibration: Calibration, logit: number): number {
  switch (calibration.kind) {
    case "none":
      return sigmoid(logit);
    case "platt":
      return applyPlatt(calibration, logit);
    case "isotonic":
      return applyIsotonic(calibration, logit);
    default:
      return assertNever(calibration);
  }
}
