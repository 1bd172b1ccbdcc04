import { assertNever, didYouMean, printable } from "@compute-proxy/core";
import { readTemplate } from "./read-template.js";
import type { TemplateRead } from "./resolve-name.js";
import type { SourceProblem } from "./source-problem.js";
import type { TemplateScope } from "./template-scope.js";

/** Everything that is wrong with a template in its place, in the order of the source. Empty: it can be used. */
export function checkTemplate(source: string, scope: TemplateScope): readonly SourceProblem[] {
  const { reads, problems } = readTemplate(source);
  const misplaced = reads.flatMap((read) => {
    const message = misplacedBecause(read, scope);
    return message === undefined ? [] : [{ message, offset: read.offset }];
  });
  return [...problems, ...misplaced].toSorted((a, b) => (a.offset ?? 0) - (b.offset ?? 0));
}

function misplacedBecause(read: TemplateRead, scope: TemplateScope): string | undefined {
  switch (read.kind) {
    case "input":
    case "query":
    case "variable":
      return undefined;
    case "previous-output":
      return scope.firstStage ? ".PreviousOutput has no value in the first stage: use .Input" : undefined;
    case "context":
      return scope.preserveContext ? undefined : needsContext(".Context");
    case "stage":
      return scope.preserveContext ? stageProblem(read.name, scope) : needsContext(".Stages");
    default:
      return assertNever(read);
  }
}

function needsContext(name: string): string {
  return `${name} needs options.preserve_context: true in this pipeline; without it there are .Input, .PreviousOutput and .Query`;
}

function stageProblem(id: string, { earlierStages, laterStages = [] }: TemplateScope): string | undefined {
  if (earlierStages.includes(id)) return undefined;
  const stage = `.Stages["${printable(id, 64)}"]`;
  if (laterStages.includes(id)) return `${stage} runs later: a template reads the stages above its own`;
  const hint = earlierStages.length === 0 ? ": there is none" : didYouMean(id, earlierStages);
  return `${stage} is not a stage above this one${hint}`;
}
