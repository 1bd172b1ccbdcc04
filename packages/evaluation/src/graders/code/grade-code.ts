import { assertNever } from "@compute-proxy/core";
import { type CodeGrader, type CodeTest } from "../grader.js";
import { jsonEqual } from "../structure/json-equal.js";
import { spokenText } from "../text/spoken-text.js";
import { bad, good, type Verdict } from "../verdict.js";
import { functionInAnswer } from "./function-in-answer.js";
import { type CallOutcome, runCalls } from "./run-calls.js";

/** Runs the code of the answer in a process of its own. `signal` ends it. */
export async function gradeCode(grader: CodeGrader, answer: string, signal?: AbortSignal): Promise<Verdict> {
  const found = functionInAnswer(spokenText(answer), grader.function);
  if (found.kind === "none") return bad(found.why);
  const calls = grader.tests.map(({ args }) => JSON.stringify(args));
  const outcomes = await runCalls({ script: found.script, name: grader.function, calls }, signal);
  const problems = grader.tests.map((test, index) => problemOf(test, outcomes[index] ?? { kind: "crashed" }));
  const first = problems.findIndex((problem) => problem !== undefined);
  return first < 0
    ? good(`it passes ${grader.tests.length} tests`)
    : bad(`test ${first + 1} of ${grader.tests.length}: ${problems[first] ?? ""}`);
}

function problemOf({ returns }: CodeTest, outcome: CallOutcome): string | undefined {
  switch (outcome.kind) {
    case "returned":
      return outcome.json !== undefined && isJson(outcome.json, { value: returns })
        ? undefined
        : "it returns something else";
    case "threw":
      return "it throws";
    case "timed-out":
    case "starved":
      return "it runs longer than it may";
    case "crashed":
      return "it ends its process, or takes more memory than it may";
    default:
      return assertNever(outcome);
  }
}

function isJson(text: string, expected: unknown): boolean {
  try {
    return jsonEqual(expected, JSON.parse(text) as unknown);
  } catch {
    return false;
  }
}
