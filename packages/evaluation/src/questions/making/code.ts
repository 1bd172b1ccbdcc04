import { type CodeTest } from "../../graders/grader.js";
import { type Split } from "../question.js";
import { type Draft } from "./draft.js";
import { testExercises } from "./code-test.js";
import { trainExercises } from "./code-train.js";
import { type Exercise } from "./exercise.js";

/** Functions to write in TypeScript, each held against tests that the prompt does not show. */
export function codeDrafts(): readonly Draft[] {
  return [...drafts(trainExercises, "train"), ...drafts(testExercises, "test")];
}

function drafts(exercises: readonly Exercise[], split: Split): readonly Draft[] {
  return exercises.map(({ difficulty, signature, task, tests, solution }) => {
    const name = signature.slice(0, signature.indexOf("("));
    return {
      family: "code",
      source: name,
      split,
      difficulty,
      prompt: `Write a TypeScript function \`${signature}\` that ${task}\nAnswer with the code only, in one fenced block.`,
      grader: { kind: "code", function: name, tests: tests.map(asTest) },
      maxTokens: difficulty >= 4 ? 420 : 260,
      reference: `\`\`\`ts\nfunction ${signature} {\n  ${solution}\n}\n\`\`\``,
    };
  });
}

function asTest(row: readonly unknown[]): CodeTest {
  return { args: row.slice(0, -1), returns: row.at(-1) };
}
