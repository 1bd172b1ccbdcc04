import { spokenText, withoutEmphasis } from "../text/spoken-text.js";
import { type NumberGrader } from "../grader.js";
import { bad, good, type Verdict } from "../verdict.js";
import { statedNumber } from "./stated-number.js";
import { isOtherUnit } from "./units.js";

/** Half of the last digit of a sum that a computer works out in binary. */
const roundingError = 1e-9;

export function gradeNumber({ value, tolerance = 0, units }: NumberGrader, answer: string): Verdict {
  const stated = statedNumber(withoutEmphasis(spokenText(answer)));
  if (stated.kind === "none") return bad(stated.why);
  if (units && isOtherUnit(stated.unit, units)) return bad(`the number is in another unit than ${units.join(", ")}`);
  const difference = Math.abs(stated.value - value);
  return difference <= tolerance + roundingError * Math.max(1, Math.abs(value))
    ? good(`it states ${value}`)
    : bad(`it states ${stated.value}, not ${value}`);
}
