import { printable, ProxyError } from "@compute-proxy/core";
import { grade } from "../graders/grade.js";
import type { AnswerLog, LoggedAnswer, LoggedSelfCheck } from "../log/answer-log.js";
import { questionSetDigest } from "../log/question-set-digest.js";
import type { Question } from "../questions/question.js";
import type { JudgedAnswer, JudgedLog, JudgedQuestion } from "./judged-question.js";

/**
 * Grades each answer of a log anew. Throws `invalid-request` when the log was recorded with another question set than
 * this one, and the signal's reason.
 */
export async function judgeLog(
  { header, entries }: AnswerLog,
  questions: readonly Question[],
  signal?: AbortSignal,
): Promise<JudgedLog> {
  const { name, digest } = header.question_set;
  if (digest !== questionSetDigest(questions)) {
    throw new ProxyError(
      "invalid-request",
      `the log was recorded with question set "${printable(name)}" of digest ${digest.slice(0, 12)}, this one has ` +
        `${questionSetDigest(questions).slice(0, 12)}: name the set of the log, or record anew`,
    );
  }
  const linesOf = Map.groupBy(entries, ({ question }) => question);
  const judged: JudgedQuestion[] = [];
  for (const question of questions) {
    signal?.throwIfAborted();
    judged.push(await judgeQuestion(question, linesOf.get(question.id) ?? [], signal));
  }
  return { header, questions: judged };
}

async function judgeQuestion(
  question: Question,
  lines: AnswerLog["entries"],
  signal: AbortSignal | undefined,
): Promise<JudgedQuestion> {
  const { id, family, split, prompt } = question;
  const answers = new Map<string, JudgedAnswer>();
  for (const line of lines) {
    if (line.kind !== "answer") continue;
    const check = lines.find((other) => other.kind === "self-check" && other.rung === line.rung);
    const { good } = await grade(question, line.text, signal);
    answers.set(line.rung, judgedAnswer(line, check?.kind === "self-check" ? check : undefined, good));
  }
  const embedding = lines.find((line) => line.kind === "embedding")?.values;
  return { id, family, split, prompt, answers, ...(embedding && { embedding }) };
}

function judgedAnswer(line: LoggedAnswer, check: LoggedSelfCheck | undefined, good: boolean): JudgedAnswer {
  const tokens = line.tokens.map(([token, logprob]) => ({ token, logprob }));
  const selfCheck = check && chanceByLetter(check);
  return {
    good,
    text: line.text,
    tokens,
    finishReason: line.finish_reason,
    tokensOut: line.tokens_out,
    ms: line.duration_ms,
    ...(selfCheck !== undefined && { selfCheck }),
  };
}

/** The question offers A (right) and B; what is not on the one letter is taken to be on the other. */
function chanceByLetter({ token, logprob }: LoggedSelfCheck): number | undefined {
  const letter = token.trim().toUpperCase();
  if (letter !== "A" && letter !== "B") return undefined;
  return letter === "A" ? Math.exp(logprob) : 1 - Math.exp(logprob);
}
