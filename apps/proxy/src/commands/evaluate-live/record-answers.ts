import { isProxyError } from "@compute-proxy/core";
import type { LogEntry, Question } from "@compute-proxy/evaluation";
import type { AnswerFile } from "./answer-file.js";
import { askEmbedding, type Asking, askQuestion, askSelfCheck } from "./ask-rung.js";
import type { LiveRung } from "./live-rung.js";

/** What is recorded, of whom, and where to. */
export interface RecordingPlan extends Asking {
  readonly rungs: readonly LiveRung[];
  readonly questions: readonly Question[];
  /** Makes the vectors of the prompts. */
  readonly embedder: LiveRung | undefined;
  readonly file: AnswerFile;
  /** Called after each question that had to be asked. */
  readonly onProgress: (progress: Progress) => void;
}

/** How far a recording is. */
export interface Progress {
  readonly done: number;
  readonly count: number;
  /** At the speed so far. */
  readonly leftMs: number;
}

/**
 * Asks every rung every question that the file lacks, one after the other, so that no answer's time has another's in it. An engine's error is
 * recorded as a failure. Throws the signal's reason; what was recorded by then stays.
 */
export async function recordAnswers(plan: RecordingPlan): Promise<void> {
  const known = new Set(plan.file.log.entries.map(keyOf));
  const todo = plan.questions.filter((question) => stepsOf(question, plan).some((step) => !known.has(step.key)));
  const began = plan.clock.now();
  for (const [index, question] of todo.entries()) {
    for (const step of stepsOf(question, plan)) {
      plan.signal.throwIfAborted();
      if (known.has(step.key)) continue;
      for (const entry of await step.take()) await plan.file.add(entry);
    }
    const asked = index + 1;
    plan.onProgress({
      done: plan.questions.length - todo.length + asked,
      count: plan.questions.length,
      leftMs: ((plan.clock.now() - began) / asked) * (todo.length - asked),
    });
  }
}

/** One thing to ask, and which line says that it was. */
interface Step {
  readonly key: string;
  readonly take: () => Promise<readonly LogEntry[]>;
}

/** A failed answer stands where the answer would: it is not asked again into the same file. */
function keyOf(entry: LogEntry): string {
  switch (entry.kind) {
    case "answer":
    case "failed":
      return `answer ${entry.rung} ${entry.question}`;
    case "embedding":
      return `embedding ${entry.question}`;
    case "self-check":
      return `self-check ${entry.rung} ${entry.question}`;
  }
}

function stepsOf(question: Question, plan: RecordingPlan): Step[] {
  const { rungs, embedder } = plan;
  const answers = rungs.map((rung, index): Step => {
    const isLast = index === rungs.length - 1;
    return {
      key: `answer ${rung.logged.name} ${question.id}`,
      take: () => answerLines(rung, question, isLast, plan),
    };
  });
  if (!embedder) return answers;
  const take = (): Promise<readonly LogEntry[]> => optional(askEmbedding(embedder, question, plan), plan.signal);
  return [...answers, { key: `embedding ${question.id}`, take }];
}

/** The answer, and of all rungs but the last what the rung thinks of it. */
async function answerLines(
  rung: LiveRung,
  question: Question,
  isLast: boolean,
  plan: RecordingPlan,
): Promise<readonly LogEntry[]> {
  try {
    const answer = await askQuestion(rung, question, plan);
    if (isLast) return [answer];
    return [answer, ...(await optional(askSelfCheck(rung, question, answer, plan), plan.signal))];
  } catch (error) {
    if (plan.signal.aborted || !isProxyError(error)) throw error;
    return [{ kind: "failed", question: question.id, rung: rung.logged.name, code: error.code }];
  }
}

/** What a report can do without. */
async function optional<Entry extends LogEntry>(
  asked: Promise<Entry | undefined>,
  signal: AbortSignal,
): Promise<readonly Entry[]> {
  try {
    const entry = await asked;
    return entry ? [entry] : [];
  } catch (error) {
    if (signal.aborted || !isProxyError(error)) throw error;
    return [];
  }
}
