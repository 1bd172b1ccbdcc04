import { type Split } from "../question.js";
import { type Draft } from "./draft.js";
import { testExtractions } from "./extraction-test.js";
import { trainExtractions } from "./extraction-train.js";
import { type Extraction } from "./extraction-source.js";

/** Values to take out of texts of our own: from two keys to lists of objects, dates and sums. */
export function extractionDrafts(): readonly Draft[] {
  return [...drafts(trainExtractions, "train"), ...drafts(testExtractions, "test")];
}

function drafts(extractions: readonly Extraction[], split: Split): readonly Draft[] {
  return extractions.map(([source, difficulty, keys, text, value]) => ({
    family: "extraction",
    source,
    split,
    difficulty,
    prompt: `Write what the text says as one JSON object with exactly these keys: ${keys}. Copy words as the text writes them. Answer with the JSON only.\n\nText: ${text}`,
    grader: { kind: "json", value },
    maxTokens: difficulty >= 4 ? 160 : 96,
    reference: JSON.stringify(value),
  }));
}
