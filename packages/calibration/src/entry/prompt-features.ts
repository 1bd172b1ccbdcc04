import { scalarCount } from "@compute-proxy/core";

/** What is counted in a prompt. English words only; a prompt in another language has none of them. */
const marks = {
  log_words: /\S+/gu,
  // Looking back keeps a long run of marks from being tried at each of them.
  log_sentences: /(?<![.!?])[.!?]+(?=\s|$)/gu,
  log_lines: /\n/gu,
  log_numbers: /\d+(?:[.,]\d+)*/gu,
  log_operators: /(?<=[\s\d)])[-+*/=<>^%×÷](?=[\s\d(])/gu,
  log_code_marks: /```|=>|\(\)|\b(?:function|def|class|const|import|return)\b|;\s*$/gmu,
  log_json_marks: /[{}[\]]|\bjson\b|"\s*:/giu,
  log_question_words: /\b(?:what|which|who|whom|whose|when|where|why|how)\b/giu,
  log_question_marks: /\?/gu,
  log_constraints: /\b(?:exactly|only|at least|at most|must|never|without|no more than|format)\b/giu,
} as const satisfies Record<string, RegExp>;

const countedNames = Object.keys(marks) as Array<keyof typeof marks>;

/** The features of a prompt, in the order of a model's weights. All are ln(1 + count). */
export const promptFeatureNames = ["log_characters", ...countedNames] as const;

export type PromptFeatureName = (typeof promptFeatureNames)[number];

/** Counting holds up everything else in the process, so of a longer prompt the beginning has to do, in UTF-16 units. */
const countedLength = 20_000;

/**
 * Cheap signs of how hard a prompt is, before any token. A count of 0 is measured, so every feature is there. All but the length are
 * counted in the first 20 000 characters.
 */
export function promptFeatures(prompt: string): Readonly<Record<PromptFeatureName, number>> {
  const beginning = prompt.slice(0, countedLength);
  const counts = countedNames.map((name) => [name, Math.log1p([...beginning.matchAll(marks[name])].length)] as const);
  return {
    log_characters: Math.log1p(scalarCount(prompt)),
    ...(Object.fromEntries(counts) as Record<keyof typeof marks, number>),
  };
}
