import { describe, expect, it } from "@jest/globals";
import { type Answer, answerTo } from "./answer.js";
import { questions } from "./questions/index.js";

const greedy = { freedom: 0, seed: 0 };
const answerer = { seed: 1, backend: "sim", model: { name: "m", quality: 0.5 } };
const ask = (prompt: string, who: Partial<typeof answerer> = {}, sampling = greedy): Answer =>
  answerTo({ text: prompt, question: prompt }, { ...answerer, ...who }, sampling);
const textOf = ({ tokens }: Answer): string => tokens.map(({ text }) => text).join("");

describe("answerTo", () => {
  it.each(questions)("gives the right or a wrong answer to $prompt", ({ prompt, right, wrong }) => {
    for (const seed of [1, 2, 3, 4]) {
      const answer = ask(prompt, { seed });
      expect(answer.kind === "right" ? [right] : wrong).toContain(textOf(answer));
    }
  });

  it("gives each wrong answer of a question to some seed", () => {
    const question = questions.find(({ wrong }) => wrong.length > 1);
    const given = Array.from({ length: 100 }, (_, seed) =>
      textOf(ask(question?.prompt ?? "", { seed, model: { name: "m", quality: 0 } })),
    );

    expect(new Set(given)).toEqual(
      expect.objectContaining({
        size: (question?.wrong.length ?? 0) + (given.includes(question?.right ?? "") ? 1 : 0),
      }),
    );
  });

  it("marks the answer to any other prompt as simulated, and says which kind it stands for", () => {
    const answer = ask("Which colour has my bicycle?");

    expect(textOf(answer)).toMatch(
      new RegExp(`^\\[simulated\\] This text stands for a ${answer.kind} answer to prompt [0-9a-f]{8}\\.`, "u"),
    );
  });

  it("repeats itself", () => {
    const sampling = { freedom: 0.5, seed: 9 };

    expect(ask("Explain AI", {}, sampling)).toEqual(ask("Explain AI", {}, sampling));
  });

  it("draws alike for a question in a template, and anew for any other change of a prompt", () => {
    expect(ask("Be brief. Question: Explain AI")).toEqual(ask("explain ai"));
    expect(ask("My cat is called Ada.").tokens).not.toEqual(ask("My cat is called Eve.").tokens);
  });

  it.each([
    { what: "seed", change: { seed: 2 } },
    { what: "backend", change: { backend: "other" } },
    { what: "model", change: { model: { name: "n", quality: 0.5 } } },
  ])("draws anew for another $what", ({ change }) => {
    const probability = (answer: Answer): number | undefined => answer.tokens[0]?.probability;

    expect(probability(ask("Explain AI", change))).not.toBe(probability(ask("Explain AI")));
  });

  it("is right as often as quality and difficulty say", () => {
    const rightOf = (prompt: string, quality: number): number =>
      Array.from({ length: 1000 }, (_, seed) => ask(prompt, { seed, model: { name: "m", quality } })).filter(
        ({ kind }) => kind === "right",
      ).length;

    expect(rightOf("What is 17 times 23?", 0.45) / 1000).toBeCloseTo(0.5, 1);
    expect(rightOf("What is 17 times 23?", 0.85) / 1000).toBeCloseTo(0.96, 1);
    expect(rightOf("What is 17 times 23?", 0.2) / 1000).toBeCloseTo(0.12, 1);
  });

  it("finds a prompt equally hard on every backend", () => {
    const prompts = Array.from({ length: 200 }, (_, index) => `What about number ${index}?`);
    const sure = (backend: string): string[] =>
      prompts.filter((prompt) => ask(prompt, { backend, model: { name: "m", quality: 0.5 } }).kind === "right");
    const [one, two] = [sure("one"), sure("two")];

    expect(one.filter((prompt) => two.includes(prompt)).length).toBeGreaterThan(one.length * 0.7);
  });
});
