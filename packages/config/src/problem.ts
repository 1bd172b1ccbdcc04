import { basename } from "node:path";

/** One thing that is wrong with a file, where it stands in it. */
export interface Problem {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 units. */
  readonly column: number;
  readonly message: string;
}

/** `file:line:column: message`, which editors and terminals make clickable. */
export function printProblem({ file, line, column, message }: Problem): string {
  return `${file}:${line}:${column}: ${message}`;
}

/** The same for clients of the proxy, who see the name of the file and not the folders of this machine. */
export function printForClients(problem: Problem): string {
  return printProblem({ ...problem, file: basename(problem.file) });
}

/** How many problems of a file are listed one by one. */
const mostListed = 200;

/** In the order of the file, each once, and cut after the first 200 with a count of the rest. */
export function sortProblems(problems: readonly Problem[]): readonly Problem[] {
  const unique = [...new Map(problems.map((problem) => [printProblem(problem), problem])).values()];
  const sorted = unique.toSorted((a, b) => compareText(a.file, b.file) || a.line - b.line || a.column - b.column);
  const first = sorted[mostListed];
  if (!first) return sorted;
  return [
    ...sorted.slice(0, mostListed),
    { ...first, message: `and ${sorted.length - mostListed} more problems from here on` },
  ];
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

/** The problem of a file that cannot be read at all. */
export function unreadableFile(file: string, because: string): Problem {
  return { file, line: 1, column: 1, message: `the file ${because}` };
}
