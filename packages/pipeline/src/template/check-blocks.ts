import type { Piece } from "./read-pieces.js";
import type { SourceProblem } from "./source-problem.js";
import { templateLimits } from "./template-limits.js";

/** Tags that need an end tag, and the tags that may part them. */
const blocks: ReadonlyMap<string, readonly string[]> = new Map([
  ["capture", []],
  ["case", ["when", "else"]],
  ["comment", []],
  ["for", ["else"]],
  ["if", ["elsif", "else"]],
  ["raw", []],
  ["unless", ["elsif", "else"]],
]);

const middleTags = ["when", "elsif", "else"];

interface OpenBlock {
  readonly tag: string;
  readonly offset: number;
  elseSeen: boolean;
}

/** Whether every block is closed, by its own end tag, and every tag stands where it may. */
export function checkBlocks(pieces: readonly Piece[]): readonly SourceProblem[] {
  const open: OpenBlock[] = [];
  const problems: SourceProblem[] = [];
  for (const { tag, offset } of pieces) {
    const message = tag === undefined ? undefined : blockProblem(tag, offset, open);
    if (message !== undefined) problems.push({ message, offset });
    // What follows a block that is nested too deeply or closed wrongly would only repeat the same complaint.
    if (message !== undefined && (tag?.startsWith("end") || open.length > templateLimits.blockDepth)) return problems;
  }
  return [...problems, ...open.map(({ tag, offset }) => ({ message: `{% ${tag} %} needs {% end${tag} %}`, offset }))];
}

function blockProblem(tag: string, offset: number, open: OpenBlock[]): string | undefined {
  if (blocks.has(tag)) return begin(tag, offset, open);
  if (tag.startsWith("end")) return end(tag, open);
  if (middleTags.includes(tag)) return part(tag, open.at(-1));
  const inLoop = open.some((block) => block.tag === "for");
  return (tag === "break" || tag === "continue") && !inLoop ? `{% ${tag} %} works only in a for loop` : undefined;
}

function begin(tag: string, offset: number, open: OpenBlock[]): string | undefined {
  open.push({ tag, offset, elseSeen: false });
  const limit = templateLimits.blockDepth;
  return open.length > limit ? `blocks are nested more than ${limit} deep` : undefined;
}

function end(tag: string, open: OpenBlock[]): string | undefined {
  const block = open.pop();
  if (block === undefined) return `{% ${tag} %} closes nothing`;
  return tag === `end${block.tag}` ? undefined : `{% ${tag} %} closes {% ${block.tag} %}: write {% end${block.tag} %}`;
}

function part(tag: string, block: OpenBlock | undefined): string | undefined {
  if (block === undefined || !(blocks.get(block.tag) ?? []).includes(tag)) {
    const parents = [...blocks].filter(([, parts]) => parts.includes(tag)).map(([name]) => name);
    return `{% ${tag} %} stands in no ${parents.join(" or ")}`;
  }
  if (block.elseSeen) return `{% ${tag} %} follows {% else %}, which is the last part of {% ${block.tag} %}`;
  block.elseSeen = tag === "else";
  return undefined;
}
