import { didYouMean, printable } from "@compute-proxy/core";
import { LiquidError, Tokenizer, type TopLevelToken, TypeGuards } from "liquidjs";
import { liquidEngine } from "./liquid-engine.js";
import type { SourceProblem } from "./source-problem.js";
import { readOutput, type TagContent, tagReaders } from "./tag-readers.js";
import { templateLimits } from "./template-limits.js";

/** One output (`tag` is undefined), or one tag. */
export interface Piece extends TagContent {
  readonly tag: string | undefined;
  readonly offset: number;
}

/** The outputs and tags of a template, comments left out, and what is wrong inside them. */
export interface Pieces {
  readonly pieces: readonly Piece[];
  readonly problems: readonly SourceProblem[];
}

/** Finding the line of a problem costs a walk through the source: who has fifty knows where to begin. */
const mostProblems = 50;

/** Cuts a template into its outputs and tags, each read by itself: a problem in one does not hide the next. */
export function readPieces(source: string): Pieces {
  const problems: SourceProblem[] = [];
  const pieces: Piece[] = [];
  for (const token of withoutComments(topLevelTokens(source, problems))) {
    if (problems.length >= mostProblems) break;
    const piece = readPiece(token, source, problems);
    if (piece !== undefined) pieces.push(piece);
  }
  return { pieces, problems };
}

function topLevelTokens(source: string, problems: SourceProblem[]): TopLevelToken[] {
  try {
    return new Tokenizer(source, liquidEngine.options.operators).readTopLevelTokens(liquidEngine.options);
  } catch (error) {
    problems.push(syntaxProblem(error, source));
    return [];
  }
}

function* withoutComments(tokens: readonly TopLevelToken[]): Generator<TopLevelToken> {
  let comment: TopLevelToken | undefined;
  for (const token of tokens) {
    const tag = TypeGuards.isTagToken(token) ? token.name : undefined;
    if (comment === undefined && tag === "comment") comment = token;
    else if (comment === undefined && tag !== "#") yield token;
    else if (tag === "endcomment") comment = undefined;
  }
  // An open comment is handed on, so that the block check sees that nothing closes it.
  if (comment !== undefined) yield comment;
}

function readPiece(token: TopLevelToken, source: string, problems: SourceProblem[]): Piece | undefined {
  if (TypeGuards.isHTMLToken(token)) return undefined;
  const tag = TypeGuards.isTagToken(token) ? token.name : undefined;
  const reader = tag === undefined ? readOutput : tagReaders.get(tag);
  const piece = { tag, offset: token.begin, values: [], tested: false };
  if (tag === "comment") return piece;
  if (reader === undefined) {
    problems.push({ message: unknownTag(tag ?? ""), offset: token.begin });
    return undefined;
  }
  try {
    assertFlat(token.content);
    const [begin, end] = token.contentRange;
    const tokenizer = TypeGuards.isTagToken(token)
      ? token.tokenizer
      : new Tokenizer(source, liquidEngine.options.operators, undefined, [begin, end]);
    const content = reader(tokenizer);
    assertAllRead(tokenizer);
    return { ...piece, ...content };
  } catch (error) {
    problems.push(syntaxProblem(error, source, token.begin));
    return piece;
  }
}

/** The library reads brackets by recursion: text that is nested without end must not reach it. */
function assertFlat(content: string): void {
  let depth = 0;
  for (const character of content) {
    if (character === "[" || character === "(") depth += 1;
    if (character === "]" || character === ")") depth -= 1;
    if (depth > templateLimits.bracketDepth) {
      throw new Error(`brackets are nested more than ${templateLimits.bracketDepth} deep`);
    }
  }
}

/** The library stops reading where it no longer understands, and says nothing. */
function assertAllRead(tokenizer: Tokenizer): void {
  tokenizer.skipBlank();
  tokenizer.assert(tokenizer.end(), () => `unexpected ${tokenizer.snapshot()}`);
  const last = tokenizer.input[tokenizer.N - 1] ?? "";
  tokenizer.assert(!"|.,:=".includes(last), `something is missing after "${last}"`, tokenizer.N - 1);
}

/** A problem from what liquidjs threw. Its messages end with a position of its own. */
export function syntaxProblem(error: unknown, source: string, offset?: number): SourceProblem {
  if (!LiquidError.is(error)) return { message: error instanceof Error ? error.message : String(error), offset };
  const message = printable(error.message.replace(/, line:\d+, col:\d+$/, ""), 256);
  return { message: `${message}${operatorHint(source, error.token.begin)}`, offset: error.token.begin };
}

const operatorHints: readonly (readonly [RegExp, string])[] = [
  [/&&/, ' (Liquid writes "and", not "&&")'],
  [/\|\|/, ' (Liquid writes "or", not "||")'],
  [/(?<![=!<>])=(?!=)/, ' (Liquid compares with "==", not "=")'],
];

function operatorHint(source: string, offset: number): string {
  const near = source.slice(Math.max(0, offset - 2), offset + 2);
  return operatorHints.find(([foreign]) => foreign.test(near))?.[1] ?? "";
}

const refusedTags: ReadonlyMap<string, string> = new Map([
  ["include", "a template reads no files"],
  ["render", "a template reads no files"],
  ["layout", "a template reads no files"],
  ["block", "it belongs to layout, and a template reads no files"],
  ["liquid", "write each tag in its own {% %}"],
  ["cycle", "use forloop.index with modulo"],
  ["increment", "use assign with plus: 1"],
  ["decrement", "use assign with minus: 1"],
  ["tablerow", "use for"],
]);

function unknownTag(name: string): string {
  const shown = printable(name, 64);
  const reason = refusedTags.get(name);
  if (reason !== undefined) return `the tag "${shown}" is not available: ${reason}`;
  return `unknown tag "${shown}"${didYouMean(name, [...tagReaders.keys(), "comment"])}`;
}
