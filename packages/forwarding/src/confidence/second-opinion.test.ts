import { GenerationOptions } from "@compute-proxy/api";
import { describe, expect, it } from "@jest/globals";
import { type AskedQuestion, secondOpinion, type ShortReply } from "./second-opinion.js";

const asked: AskedQuestion = {
  messages: [{ role: "user", content: "The capital of France?" }],
  options: GenerationOptions.fromPartial({ contextLength: 4096, temperature: 1, stop: ["A"] }),
};
const text = (reply: string): ShortReply => ({ text: reply, logprobs: [] });
const letter = (token: string, probability: number): ShortReply => ({
  text: token,
  logprobs: [{ token, logprob: Math.log(probability) }],
});

/** Asks a model that gives these replies in turn, and notes the questions. */
async function opinionOf(replies: readonly ShortReply[], answer = "Paris.") {
  const questions: AskedQuestion[] = [];
  const confidence = await secondOpinion(asked, answer, async (question) => {
    questions.push(question);
    return replies[questions.length - 1] ?? text("");
  });
  return { confidence, questions };
}

describe("secondOpinion", () => {
  it.each([
    { name: "an approval, capped", reply: letter("A", 0.95), value: 0.8, cappedBecause: "self-check" },
    { name: "a doubtful approval", reply: letter(" a", 0.6), value: 0.6, cappedBecause: "" },
    { name: "a rejection", reply: letter("B", 0.9), value: 0.1, cappedBecause: "" },
  ])("takes the probability of $name in one call", async ({ reply, value, cappedBecause }) => {
    const { confidence, questions } = await opinionOf([reply]);

    expect(confidence?.value).toBeCloseTo(value, 10);
    expect(confidence).toMatchObject({ source: "self-check", calibrated: false, labels: 0, cappedBecause });
    expect(questions).toHaveLength(1);
  });

  it.each([
    { name: "three for it", replies: ["A", "B", "A"], value: 4 / 5, inFavour: 3, votes: 3 },
    { name: "two for it, one against", replies: ["A", "A", "A."], value: 3 / 5, inFavour: 2, votes: 3 },
    { name: "one for it, one unusable", replies: ["A", "Well", "B"], value: 2 / 4, inFavour: 1, votes: 2 },
    { name: "none for it", replies: ["B", "A", "(b)"], value: 1 / 5, inFavour: 0, votes: 3 },
  ])("counts votes without probabilities: $name", async ({ replies, value, inFavour, votes }) => {
    const { confidence } = await opinionOf(replies.map(text));

    expect(confidence?.value).toBeCloseTo(value, 10);
    expect(confidence).toMatchObject({ source: "self-check", features: { votes, in_favour: inFavour, calls: 3 } });
  });

  it("asks for one letter, coldly first, with the answer in the conversation and the letters in changing places", async () => {
    const { questions } = await opinionOf(["A", "A", "A"].map(text));

    expect(questions.map(({ options }) => options.temperature)).toEqual([0, 0.7, 0.7]);
    expect(questions.map(({ messages }) => messages.at(-1)?.content)).toEqual([
      expect.stringContaining("A: it is right. B: it is wrong."),
      expect.stringContaining("A: it is wrong. B: it is right."),
      expect.stringContaining("A: it is right. B: it is wrong."),
    ]);
    expect(questions[0]?.options).toMatchObject({ maxTokens: 1, contextLength: 4096, stop: [] });
    expect(questions[0]?.messages.slice(0, 2)).toEqual([...asked.messages, { role: "assistant", content: "Paris." }]);
  });

  it.each([
    { name: "the same", samples: ["paris", "Paris!"], value: 3 / 4 },
    { name: "half of it", samples: ["Paris", "Lyon"], value: 2 / 4 },
    { name: "something else", samples: ["Lyon", "Nice"], value: 1 / 4 },
    { name: "something else, once nothing", samples: ["Lyon", " "], value: 1 / 3 },
  ])("compares two short samples where the check gives no letter: $name", async ({ samples, value }) => {
    const { confidence, questions } = await opinionOf(["Perhaps", ...samples].map(text));

    expect(confidence?.value).toBeCloseTo(value, 10);
    expect(confidence).toMatchObject({ source: "agreement", calibrated: false, labels: 0 });
    expect(questions.slice(1).map(({ messages }) => messages)).toEqual([asked.messages, asked.messages]);
    expect(questions[2]?.options).toMatchObject({ temperature: 0.7, maxTokens: 64, seed: 2, contextLength: 4096 });
  });

  it("has no opinion where neither gives anything", async () => {
    expect(await opinionOf([])).toMatchObject({ confidence: undefined, questions: { length: 3 } });
  });

  it("compares the beginnings of long answers", async () => {
    const words = Array.from({ length: 60 }, (_, index) => `word${index}`);
    const beginning = words.slice(0, 40).join(" ");

    const { confidence } = await opinionOf([text("?"), text(beginning), text(beginning)], words.join(" "));

    expect(confidence?.features["agreement"]).toBe(1);
  });

  it("fails when the model cannot be asked", async () => {
    await expect(secondOpinion(asked, "Paris.", () => Promise.reject(new Error("gone")))).rejects.toThrow("gone");
  });
});
