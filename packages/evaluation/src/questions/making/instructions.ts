import { type Split } from "../question.js";
import { type Draft } from "./draft.js";
import { testInstructions } from "./instructions-test.js";
import { trainInstructions } from "./instructions-train.js";
import { type Instruction } from "./instruction.js";

/** Long instructions whose every part can be checked. */
export function instructionDrafts(): readonly Draft[] {
  return [...drafts(trainInstructions, "train"), ...drafts(testInstructions, "test")];
}

function drafts(instructions: readonly Instruction[], split: Split): readonly Draft[] {
  return instructions.map(({ source, difficulty, prompt, rules, reference }) => ({
    family: "instruction",
    source,
    split,
    difficulty,
    prompt,
    grader: { kind: "constraints", rules },
    maxTokens: 140,
    reference,
  }));
}
