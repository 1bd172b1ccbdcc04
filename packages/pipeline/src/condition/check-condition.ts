import { didYouMean, printable } from "@compute-proxy/core";
import type { SourceProblem } from "../template/index.js";
import { absentFields } from "./condition-fields.js";
import { type ConditionRead, pathText } from "./condition-path.js";
import type { ConditionScope } from "./condition-scope.js";
import { readCondition } from "./read-condition.js";

/** Everything that is wrong with a condition in its place, in the order of the source. Empty: it can be used. */
export function checkCondition(source: string, scope: ConditionScope): readonly SourceProblem[] {
  const ids = scope.earlierStages.map(({ id }) => id);
  const { reads, problems } = readCondition(source, ids);
  const misplaced = reads.flatMap((read) => {
    const message = read.root === "stages" ? stageProblem(read, scope, ids) : undefined;
    return message === undefined ? [] : [{ message, offset: read.offset }];
  });
  return [...problems, ...misplaced].toSorted((a, b) => (a.offset ?? 0) - (b.offset ?? 0));
}

function stageProblem(read: ConditionRead, scope: ConditionScope, ids: readonly string[]): string | undefined {
  const [id = "", field = ""] = read.path;
  const stage = scope.earlierStages.find((earlier) => earlier.id === id);
  const name = pathText({ root: "stages", path: [printable(id, 64)] });
  if (stage === undefined) {
    if (scope.laterStages?.includes(id)) return `${name} runs later: a condition asks about the stages above its own`;
    return `${name} is not a stage above this one${ids.length === 0 ? ": there is none" : didYouMean(id, ids)}`;
  }
  if (absentFields.get(stage.type)?.includes(field)) return `${name}.${field} is never there: ${stage.type} gives none`;
  if (field !== "quality" || stage.qualityChecked) return undefined;
  return `${name}.quality is never there: that stage does not set enable_quality_check`;
}
