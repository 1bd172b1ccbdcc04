import { TypeGuards } from "liquidjs";
import { checkBlocks } from "./check-blocks.js";
import { checkValue } from "./check-values.js";
import { liquidEngine } from "./liquid-engine.js";
import { localNames } from "./local-names.js";
import { type Piece, readPieces, syntaxProblem } from "./read-pieces.js";
import { resolveName, type TemplateRead } from "./resolve-name.js";
import type { SourceProblem } from "./source-problem.js";
import { templateLimits } from "./template-limits.js";
import { valueUses } from "./value-tokens.js";

/** What a template reads, and what is wrong with it wherever it stands. */
export interface TemplateReading {
  readonly reads: readonly TemplateRead[];
  /** In the order of the source. */
  readonly problems: readonly SourceProblem[];
}

/** Reads a template without running it. */
export function readTemplate(source: string): TemplateReading {
  const length = templateLimits.sourceLength;
  if (source.length > length)
    return { reads: [], problems: [{ message: `a template has at most ${length} characters` }] };
  const { pieces, problems: syntax } = readPieces(source);
  const names = readNames(pieces);
  const values = pieces.flatMap((piece) => piece.values.flatMap(checkValue));
  const found = [...syntax, ...checkBlocks(pieces), ...values, ...names.problems];
  const problems = found.length > 0 ? found : engineProblems(source);
  return { reads: names.reads, problems: inOrder(problems) };
}

/** By place. Of two complaints about one place the first, which is about the syntax, says enough. */
function inOrder(problems: readonly SourceProblem[]): readonly SourceProblem[] {
  const places = new Map(problems.toReversed().map((problem) => [problem.offset ?? 0, problem]));
  return [...places.values()].toSorted((a, b) => (a.offset ?? 0) - (b.offset ?? 0));
}

/** What only the engine itself would complain about. */
function engineProblems(source: string): SourceProblem[] {
  try {
    liquidEngine.parse(source);
    return [];
  } catch (error) {
    return [syntaxProblem(error, source)];
  }
}

function readNames(pieces: readonly Piece[]): TemplateReading {
  const locals = localNames(pieces);
  const reads: TemplateRead[] = [];
  const problems: SourceProblem[] = [];
  for (const piece of pieces) {
    for (const { token, tested } of piece.values.flatMap((value) => [...valueUses(value, piece.tested)])) {
      if (!TypeGuards.isPropertyAccessToken(token)) continue;
      const name = resolveName(token, (local) => locals.has(local));
      if (name.kind === "wrong") problems.push(name.problem);
      if (name.kind === "value") reads.push({ ...name.value, offset: token.begin, tested });
    }
    locals.enter(piece);
  }
  return { reads, problems };
}
