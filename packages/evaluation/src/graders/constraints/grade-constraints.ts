import { type ConstraintsGrader } from "../grader.js";
import { spokenText } from "../text/spoken-text.js";
import { unwrap } from "../text/unwrap.js";
import { bad, good, type Verdict } from "../verdict.js";
import { brokenRule } from "./broken-rule.js";

/** Taken literally: a friendly sentence in front counts as text. Only quotes or a fence around the whole are taken off. */
export function gradeConstraints({ rules }: ConstraintsGrader, answer: string): Verdict {
  const text = unwrap(spokenText(answer));
  const problem = rules.map((rule) => brokenRule(rule, text)).find((found) => found !== undefined);
  return problem === undefined ? good(`it keeps ${rules.length} rules`) : bad(problem);
}
