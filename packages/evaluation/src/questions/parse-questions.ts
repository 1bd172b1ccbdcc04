import { printable, ProxyError } from "@compute-proxy/core";
import { checkQuestion } from "./question-problems.js";
import { type Question, type Split } from "./question.js";

/** Problems beyond this many are counted only. */
const mostTold = 20;

interface Line {
  readonly number: number;
  readonly text: string;
}

/**
 * The questions of a JSONL file: one JSON object a line; empty lines are passed over. `file` names it in errors. Throws `invalid-request`
 * with a violation per wrong line (`file:line`), and when an id comes twice or a prompt stands in both halves.
 */
export function parseQuestions(text: string, file: string): readonly Question[] {
  const questions: Question[] = [];
  const problems: { readonly field: string; readonly description: string }[] = [];
  const uniqueness = createUniqueness();
  for (const line of linesOf(text)) {
    const found = parseLine(line);
    const problem = found.kind === "problem" ? found.problem : uniqueness(found.question, line.number);
    if (problem !== undefined) problems.push({ field: `${printable(file)}:${line.number}`, description: problem });
    else if (found.kind === "question") questions.push(found.question);
  }
  if (problems.length > 0) throw refused(problems);
  if (questions.length === 0) throw new ProxyError("invalid-request", `${printable(file)}: holds no question`);
  return questions;
}

function linesOf(text: string): readonly Line[] {
  return text
    .replace(/^\uFEFF/u, "")
    .split(/\r?\n/u)
    .map((line, index) => ({ number: index + 1, text: line }))
    .filter((line) => line.text.trim() !== "");
}

/** The parser's own words are kept out: they quote the line. */
function parseLine({ text }: Line): ReturnType<typeof checkQuestion> {
  try {
    return checkQuestion(JSON.parse(text));
  } catch {
    return { kind: "problem", problem: "is not JSON; each line must be one object" };
  }
}

function createUniqueness(): (question: Question, line: number) => string | undefined {
  const ids = new Map<string, number>();
  const prompts = new Map<string, { readonly line: number; readonly split: Split }>();
  return ({ id, prompt, split }, line) => {
    const sameId = ids.get(id);
    ids.set(id, sameId ?? line);
    if (sameId !== undefined) return `id "${id}" is already used in line ${sameId}`;
    const key = prompt.toLowerCase().replace(/\s+/gu, " ").trim();
    const same = prompts.get(key);
    prompts.set(key, same ?? { line, split });
    return same && same.split !== split ? `the prompt of line ${same.line} is in the other half` : undefined;
  };
}

function refused(problems: readonly { readonly field: string; readonly description: string }[]): ProxyError {
  const [first] = problems;
  const more = problems.length > 1 ? ` (and ${problems.length - 1} more)` : "";
  return new ProxyError("invalid-request", `${first?.field ?? ""}: ${first?.description ?? ""}${more}`, {
    violations: problems.slice(0, mostTold),
  });
}
