import { describe, expect, it } from "@jest/globals";
import { loadQuestions } from "./load-questions.js";

describe("loadQuestions", () => {
  it("gives all questions, or one half", async () => {
    const [all, train, test] = await Promise.all([loadQuestions(), loadQuestions("train"), loadQuestions("test")]);

    expect(all).toHaveLength(240);
    expect(all.filter(({ split }) => split === "train")).toEqual(train);
    expect(all.filter(({ split }) => split === "test")).toEqual(test);
  });
});
