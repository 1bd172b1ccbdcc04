import { type SpanGrader } from "../grader.js";
import { spokenText, withoutEmphasis } from "../text/spoken-text.js";
import { bad, type Verdict } from "../verdict.js";
import { judgeStatement } from "./judge-statement.js";

const defaultMaxWords = 40;

export function gradeSpan({ accept, rivals = [], max_words }: SpanGrader, answer: string): Verdict {
  const text = withoutEmphasis(spokenText(answer));
  const limit = max_words ?? defaultMaxWords;
  const words = text.match(/\S+/gu)?.length ?? 0;
  return words > limit ? bad(`it has ${words} words, more than ${limit}`) : judgeStatement(text, accept, rivals);
}
