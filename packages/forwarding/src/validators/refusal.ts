import type { Validator } from "./validator.js";

const refusals =
  /\b(i('m| am) (sorry|unable|not able)|i (cannot|can't|can not|won't|will not|do not know|don't know)|as an ai)\b/iu;

/** An answer refuses in its first words or not at all. */
const openingLength = 200;

/** Where one token in ten has less than half of the probability, another token could well have stood there. */
const lowMargin = Math.log(0.5);

/**
 * A refusal that the model is not sure of. The phrase alone is no failure: to refuse may be right. Does not fit where the tokens were not
 * measured.
 */
export const notRefusedUnsurely: Validator = {
  name: "not-refused-unsurely",
  check({ text, features }) {
    const q10 = features?.["q10_logprob"];
    if (q10 === undefined || !refusals.test(text.trimStart().slice(0, openingLength))) return undefined;
    if (q10 >= lowMargin) return { passed: true };
    return { passed: false, message: "the answer refuses, and the model was not sure of that" };
  },
};
