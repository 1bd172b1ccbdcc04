import { describe, expect, it } from "@jest/globals";
import { type Answer, answerTo } from "./answer.js";
import { questions } from "./questions/index.js";

const greedy = { freedom: 0, seed: 0 };
const answerer = { seed: 1, model: { name: "m", quality: 0.5 } };
const ask = (prompt: string, who: Partial<typeof answerer> = {}, sampling = greedy, begun = ""): Answer =>
  answerTo({ text: prompt, question: prompt, begun }, { ...answerer, ...who }, sampling);
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
      new RegExp(`^\\[simulated\\] This text stands for a ${answer.kind} answer to prompt \\d{8}\\.`, "u"),
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

  it("finds a prompt equally hard for every model", () => {
    const prompts = Array.from({ length: 200 }, (_, index) => `What about number ${index}?`);
    const sure = (name: string): string[] =>
      prompts.filter((prompt) => ask(prompt, { model: { name, quality: 0.5 } }).kind === "right");
    const [one, two] = [sure("one"), sure("two")];

    expect(one.filter((prompt) => two.includes(prompt)).length).toBeGreaterThan(one.length * 0.7);
  });

  describe("with a begun answer", () => {
    const prompts = ["Explain AI", "What is 2 + 2?", "Which colour has my bicycle?"];

    it.each(prompts)("goes on with exactly the rest, wherever it was cut: %s", (prompt) => {
      const whole = textOf(ask(prompt));
      for (let cut = 0; cut <= whole.length; cut += 1) {
        expect(textOf(ask(prompt, {}, greedy, whole.slice(0, cut)))).toBe(whole.slice(cut));
      }
    });

    it("finds each token of the rest as likely as in the whole answer", () => {
      const { tokens } = ask("Explain AI");
      const begun = textOf({ kind: "right", tokens: tokens.slice(0, 5) });

      expect(ask("Explain AI", {}, greedy, begun).tokens).toEqual(tokens.slice(5));
    });

    it("goes on with an answer that it might have given, whatever was drawn", () => {
      const question = questions.find(({ prompt }) => prompt === "Explain AI");
      for (const answer of [question?.right ?? "", ...(question?.wrong ?? [])]) {
        const begun = answer.slice(0, 50);
        expect(begun + textOf(ask("Explain AI", {}, greedy, begun))).toBe(answer);
      }
    });

    it("goes on with a text of its own after a foreign one, and with the rest of that too", () => {
      const begun = "Kraków liegt an der 😀";
      const rest = textOf(ask("Explain AI", {}, greedy, begun));

      expect(rest).toMatch(/^ \[simulated\] From here on/u);
      for (let cut = 0; cut <= rest.length; cut += 1) {
        expect(textOf(ask("Explain AI", {}, greedy, begun + rest.slice(0, cut)))).toBe(rest.slice(cut));
      }
    });
  });
});
