import type { Alias, LineCounter, ParsedNode } from "yaml";
import { aliasTargets } from "./alias-targets.js";
import type { AliasSite, Complaint } from "./complaint.js";
import { deepest, tooDeepMessage } from "./parse-document.js";

/** How many values may be reached through aliases in one file. */
const mostThroughAliases = 10_000;

/** The state of one walk over a document: what is open above, what aliases stand for, what is wrong so far. */
export interface Walk {
  readonly complaints: readonly Complaint[];
  complain(offset: number, message: string, through: AliasSite | undefined): void;
  /** `line:column`, for messages. */
  position(offset: number): string;
  /** What an alias stands for; complains when there is no such anchor before it. */
  resolve(alias: Alias): unknown;
  /** Whether the walk is inside this node: an alias of it would never end. */
  isOpen(node: unknown): boolean;
  /** Walks into a list or a map; null, with a complaint, when it is too deep. */
  inside<T>(node: object, offset: number, through: AliasSite | undefined, visit: () => T): T | null;
  /** Counts a value that was reached through an alias; false, with one complaint, when there are too many. */
  spend(through: AliasSite | undefined): boolean;
}

/** Begins a walk. */
export function beginWalk(root: ParsedNode, lines: LineCounter): Walk {
  const complaints: Complaint[] = [];
  const targets = aliasTargets(root);
  const open = new Set<object>();
  let spent = 0;
  const complain: Walk["complain"] = (offset, message, through) => {
    complaints.push({ offset, message, through });
  };
  return {
    complaints,
    complain,
    position(offset) {
      const { line, col } = lines.linePos(offset);
      return `${line}:${col}`;
    },
    resolve(alias) {
      const target = targets.get(alias);
      if (target === undefined)
        complain(alias.range?.[0] ?? 0, `there is no anchor &${alias.source} above this alias`, undefined);
      return target;
    },
    isOpen: (node) => typeof node === "object" && node !== null && open.has(node),
    inside(node, offset, through, visit) {
      if (open.size >= deepest) {
        complain(offset, tooDeepMessage, through);
        return null;
      }
      open.add(node);
      try {
        return visit();
      } finally {
        open.delete(node);
      }
    },
    spend(through) {
      if (through === undefined) return true;
      spent += 1;
      if (spent === mostThroughAliases + 1)
        complain(through.offset, `aliases repeat more than ${mostThroughAliases} values`, undefined);
      return spent <= mostThroughAliases;
    },
  };
}
