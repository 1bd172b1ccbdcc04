import { describe, expect, it } from "@jest/globals";
import { findQuestion, normalise } from "./find-question.js";
import { questions } from "./questions/index.js";

describe("normalise", () => {
  it.each([
    ["  What  is\nAI?! ", "what is ai"],
    ['He said "yes."', 'he said "yes'],
    ["\uff28i", "hi"],
    ["", ""],
  ])("turns %j into %j", (text, normal) => {
    expect(normalise(text)).toBe(normal);
  });
});

describe("findQuestion", () => {
  it.each(questions.map(({ prompt }) => prompt))("finds %j", (prompt) => {
    expect(findQuestion(prompt)?.prompt).toBe(prompt);
  });

  it.each([
    "what is the capital of FRANCE",
    "You are brief.\n\nQuestion: What is the capital of France?",
    'Answer this: "What is the capital of France?"',
    "What is  the capital\nof France ?",
    "Correct this.\n\nTask: What is the capital of France?\n\nDraft:\nIt is Lyon.",
    "Explain AI\nWhat is the capital of France?\nAnswer:",
  ])("finds the question in %j", (prompt) => {
    expect(findQuestion(prompt)?.prompt).toBe("What is the capital of France?");
  });

  it.each([
    "What is the capital of Frances?",
    "Somewhat is the capital of France?",
    "What is the capital of France? Answer in German.",
    "capital of France",
    "",
  ])("finds none in %j", (prompt) => {
    expect(findQuestion(prompt)).toBeUndefined();
  });
});
