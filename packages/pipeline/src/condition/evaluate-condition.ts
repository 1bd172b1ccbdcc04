import { isProxyError, ProxyError } from "@compute-proxy/core";
import { celEnvironment } from "./cel-environment.js";
import { celLibrary } from "./cel-library.js";
import { useOf } from "./condition-use.js";
import { type ConditionValues, toBindings } from "./condition-values.js";
import { explainFailure } from "./explain-failure.js";
import { type ConditionReading, readCondition } from "./read-condition.js";

/** Whether the condition holds. Throws `condition-failed` when it has no answer, or one that is not true or false. */
export function evaluateCondition(source: string, values: ConditionValues): boolean {
  const reading = readCondition(source, [...values.stages.keys()]);
  const [problem] = reading.problems;
  if (problem !== undefined) throw failed(problem.message);
  try {
    return answerTo(reading, values);
  } catch (error) {
    // What the library throws may quote values of the run: it is not repeated.
    throw isProxyError(error) ? error : failed("a value cannot be used like this");
  }
}

function answerTo({ expression, reads }: ConditionReading, values: ConditionValues): boolean {
  if (expression === undefined) throw failed("it cannot be read");
  const bindings = toBindings(values, useOf(reads));
  const { celType, isCelError, plan } = celLibrary();
  const answer = plan(celEnvironment(), expression)({ ...bindings });
  if (isCelError(answer)) throw failed(explainFailure(answer.message, reads, bindings));
  if (typeof answer !== "boolean") {
    throw failed(
      `it gives a value of type ${celType(answer).name}, and has to be true or false: compare it with something`,
    );
  }
  return answer;
}

function failed(reason: string): ProxyError {
  return new ProxyError("condition-failed", `the condition has no answer: ${reason}`);
}
