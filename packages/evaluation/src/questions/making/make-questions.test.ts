import { readFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import { grade } from "../../graders/grade.js";
import { families, splits } from "../question.js";
import { makeQuestions, questionsFile } from "./make-questions.js";

const made = makeQuestions();
const questions = made.map(({ question }) => question);
const counts: Readonly<Record<string, number>> = {
  arithmetic: 40,
  transform: 30,
  fact: 40,
  reading: 30,
  extraction: 30,
  code: 30,
  unanswerable: 20,
  instruction: 20,
};

describe("our questions", () => {
  it("are in the file, byte for byte, as the generator makes them", () => {
    const file = readFileSync(new URL("../../../questions/questions.jsonl", import.meta.url), "utf8");

    expect(questionsFile() === file).toBe(true);
  });

  it.each(families)("number as many as planned: %s", (family) => {
    expect(questions.filter((question) => question.family === family)).toHaveLength(counts[family] ?? 0);
  });

  it.each(families)("are spread evenly over halves and difficulties: %s", (family) => {
    const cells = splits.flatMap((split) =>
      [1, 2, 3, 4, 5].map(
        (difficulty) =>
          questions.filter((q) => q.family === family && q.split === split && q.difficulty === difficulty).length,
      ),
    );

    expect(cells).toEqual(Array.from({ length: 10 }, () => (counts[family] ?? 0) / 10));
  });

  it("are graded good when answered by their reference, and bad when not answered", async () => {
    const wrong: string[] = [];
    for (const { question, reference } of made) {
      const verdict = await grade(question, reference);
      if (!verdict.good) wrong.push(`${question.id}: ${verdict.why}`);
      const refusal = "I am happy to help with anything else!";
      if ((await grade(question, refusal)).good) wrong.push(`${question.id}: a polite nothing is good`);
    }

    expect(wrong).toEqual([]);
  });

  it("are not answered by the reference of the question before", async () => {
    const free = new Set(["unanswerable", "instruction"]);
    const answered: string[] = [];
    for (const [index, { question }] of made.entries()) {
      const other = made[index - 1];
      if (!other || other.question.family !== question.family || free.has(question.family)) continue;
      if ((await grade(question, other.reference)).good) answered.push(question.id);
    }

    expect(answered).toEqual([]);
  });

  it("do not hold their own answer where it is a name that must be known", () => {
    const told = questions.filter(
      ({ grader, prompt, family }) =>
        family === "fact" &&
        grader.kind === "alias" &&
        grader.accept.some((name) =>
          prompt
            .toLowerCase()
            .split(/[^\p{L}\p{N}]+/u)
            .includes(name.toLowerCase()),
        ),
    );

    expect(told.map(({ id }) => id)).toEqual([]);
  });

  it("test a function at least three times, with more than one result", () => {
    const weak = questions.filter(
      ({ grader }) =>
        grader.kind === "code" &&
        (grader.tests.length < 3 || new Set(grader.tests.map(({ returns }) => JSON.stringify(returns))).size < 2),
    );

    expect(weak).toEqual([]);
  });
});
