import { type Question } from "../question.js";
import { arithmeticDrafts } from "./arithmetic.js";
import { codeDrafts } from "./code.js";
import { type Draft } from "./draft.js";
import { extractionDrafts } from "./extraction.js";
import { factDrafts } from "./facts.js";
import { instructionDrafts } from "./instructions.js";
import { readingDrafts } from "./reading.js";
import { transformDrafts } from "./transforms.js";
import { unanswerableDrafts } from "./unanswerable.js";

/** A question and an answer to it that is good. */
export interface AnsweredQuestion {
  readonly question: Question;
  readonly reference: string;
}

/** All questions of our set, in the order of their file. */
export function makeQuestions(): readonly AnsweredQuestion[] {
  const drafts = [
    ...arithmeticDrafts(),
    ...transformDrafts(),
    ...factDrafts(),
    ...readingDrafts(),
    ...extractionDrafts(),
    ...codeDrafts(),
    ...unanswerableDrafts(),
    ...instructionDrafts(),
  ];
  return drafts.map((draft, index) => ({ question: questionOf(draft, index, drafts), reference: draft.reference }));
}

/** The text of questions.jsonl. */
export function questionsFile(): string {
  return makeQuestions()
    .map(({ question }) => `${JSON.stringify(question)}\n`)
    .join("");
}

function questionOf(draft: Draft, index: number, all: readonly Draft[]): Question {
  const { family, source, split, difficulty, prompt, grader, maxTokens } = draft;
  const same = all.filter((other) => other.family === family && other.source === source);
  const number = same.length > 1 ? `-${same.indexOf(all[index] ?? draft) + 1}` : "";
  return { id: `${family}-${source}${number}`, family, split, difficulty, prompt, grader, max_tokens: maxTokens };
}
