import { type Grader } from "../../graders/grader.js";
import { type Split } from "../question.js";
import { type Draft } from "./draft.js";
import { testParagraphs } from "./reading-test.js";
import { trainParagraphs } from "./reading-train.js";
import { type Paragraph } from "./paragraph.js";

/** Questions about paragraphs of our own: what they say, and what follows from what they say. */
export function readingDrafts(): readonly Draft[] {
  return [...drafts(trainParagraphs, "train"), ...drafts(testParagraphs, "test")];
}

function drafts(paragraphs: readonly Paragraph[], split: Split): readonly Draft[] {
  return paragraphs.map((paragraph) => ({
    family: "reading",
    source: paragraph.source,
    split,
    difficulty: paragraph.difficulty,
    prompt: `Read the text and answer the question in a few words.\n\nText: ${paragraph.text}\n\nQuestion: ${paragraph.question}`,
    grader: graderOf(paragraph),
    maxTokens: 60,
    reference: paragraph.accept[0] ?? "",
  }));
}

function graderOf({ accept, rivals, unit }: Paragraph): Grader {
  if (unit !== undefined) return { kind: "number", value: Number(accept[0]), units: [unit] };
  return { kind: "span", accept, ...(rivals.length > 0 ? { rivals } : {}) };
}
