import { assertNever } from "@compute-proxy/core";
import { gradeAbstain } from "./abstain/grade-abstain.js";
import { gradeCode } from "./code/grade-code.js";
import { gradeConstraints } from "./constraints/grade-constraints.js";
import { type Grader } from "./grader.js";
import { gradeNumber } from "./number/grade-number.js";
import { gradeAlias } from "./statement/grade-alias.js";
import { gradeSpan } from "./statement/grade-span.js";
import { gradeJson } from "./structure/grade-json.js";
import { gradeList } from "./text/grade-list.js";
import { gradeText } from "./text/grade-text.js";
import { endsInLoop } from "./text/repetition-loop.js";
import { spokenText } from "./text/spoken-text.js";
import { bad, type Verdict } from "./verdict.js";

/** What a grader needs of a question. */
export interface Graded {
  readonly grader: Grader;
}

/**
 * Whether the answer is good, by the question's own grader. The same answer gets the same verdict, on every machine. Code of an answer
 * runs in a process of its own; `signal` ends that, and is the only way in which this throws.
 */
export async function grade({ grader }: Graded, answer: string, signal?: AbortSignal): Promise<Verdict> {
  const text = spokenText(answer);
  if (text === "") return bad("the answer is empty");
  const needsNoExactText = grader.kind !== "code" && grader.kind !== "list" && grader.kind !== "text";
  if (needsNoExactText && endsInLoop(text)) return bad("the answer repeats itself without end");
  switch (grader.kind) {
    case "number":
      return gradeNumber(grader, answer);
    case "alias":
      return gradeAlias(grader, answer);
    case "span":
      return gradeSpan(grader, answer);
    case "text":
      return gradeText(grader, answer);
    case "list":
      return gradeList(grader, answer);
    case "json":
      return gradeJson(grader, answer);
    case "code":
      return gradeCode(grader, answer, signal);
    case "abstain":
      return gradeAbstain(grader, answer);
    case "constraints":
      return gradeConstraints(grader, answer);
    default:
      return assertNever(grader);
  }
}
