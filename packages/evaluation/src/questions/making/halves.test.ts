import { describe, expect, it } from "@jest/globals";
import { type Family, type Question } from "../question.js";
import { makeQuestions } from "./make-questions.js";

const questions = makeQuestions().map(({ question }) => question);
const half = (split: string, family?: Family): readonly Question[] =>
  questions.filter((question) => question.split === split && (family === undefined || question.family === family));

/** What is a question's own: its paragraph, its input, its numbers; not the wording that its family shares. */
const materialOf: Readonly<Record<Family, (question: Question) => string>> = {
  arithmetic: ({ prompt }) => prompt,
  transform: ({ prompt }) => prompt,
  fact: ({ grader }) => (grader.kind === "alias" ? grader.accept.join(" ") : ""),
  reading: ({ prompt }) => prompt.split("Text: ")[1] ?? "",
  extraction: ({ prompt }) => prompt.split("Text: ")[1] ?? "",
  code: ({ prompt }) => prompt.split("\nAnswer")[0] ?? "",
  unanswerable: ({ prompt }) => prompt.replace(/If [^.]*"unknown"\./u, ""),
  instruction: ({ prompt }) => prompt,
};

/** The share of the runs of three words of two texts that stand in both. */
function overlap(left: string, right: string): number {
  const [a, b] = [left, right].map((text) => {
    const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
    return new Set(words.slice(2).map((_, index) => words.slice(index, index + 3).join(" ")));
  });
  if (!a || !b || a.size === 0 || b.size === 0) return 0;
  const common = [...a].filter((run) => b.has(run)).length;
  return common / (a.size + b.size - common);
}

function mostAlike(family: Family): { readonly ids: string; readonly share: number } {
  const pairs = half("train", family).flatMap((train) =>
    half("test", family).map((test) => ({
      ids: `${train.id} ~ ${test.id}`,
      share: overlap(materialOf[family](train), materialOf[family](test)),
    })),
  );
  return pairs.reduce((most, pair) => (pair.share > most.share ? pair : most), { ids: "", share: 0 });
}

function numbersIn(text: string): string {
  return (text.match(/\d+(?:\.\d+)?/gu) ?? []).join(" ");
}

describe("the two halves", () => {
  it.each<[family: Family, limit: number]>([
    ["reading", 0.1],
    ["extraction", 0.2],
    ["code", 0.2],
    ["unanswerable", 0.4],
    ["instruction", 0.2],
  ])("share no text in the family %s", (family, limit) => {
    const pair = mostAlike(family);

    expect(pair.share > limit ? pair : "apart").toBe("apart");
  });

  it("share no prompt", () => {
    const prompts = new Set(half("train").map(({ prompt }) => prompt));

    expect(half("test").filter(({ prompt }) => prompts.has(prompt))).toEqual([]);
  });

  it("share no numbers of one arithmetic template", () => {
    const keyOf = ({ id, prompt }: Question): string => `${id.replace(/-[ab]$/u, "")}: ${numbersIn(prompt)}`;
    const train = new Set(half("train", "arithmetic").map(keyOf));

    expect(half("test", "arithmetic").filter((question) => train.has(keyOf(question)))).toEqual([]);
  });

  it("share no result of one arithmetic template", () => {
    const keyOf = ({ id, grader }: Question): string => `${id.replace(/-[ab]$/u, "")}: ${JSON.stringify(grader)}`;
    const train = new Set(half("train", "arithmetic").map(keyOf));

    expect(half("test", "arithmetic").filter((question) => train.has(keyOf(question)))).toEqual([]);
  });

  it("share no word or number that is transformed", () => {
    const wordsOf = ({ grader }: Question): readonly string[] => {
      const answer = grader.kind === "text" ? grader.value : grader.kind === "list" ? grader.items.join(" ") : "";
      return answer.toLowerCase().match(/[a-z]{6,}/gu) ?? [];
    };
    const train = new Set(half("train", "transform").flatMap(wordsOf));

    expect(
      half("test", "transform")
        .flatMap(wordsOf)
        .filter((word) => train.has(word)),
    ).toEqual([]);
  });

  it("share no answer to a fact", () => {
    const namesOf = ({ grader }: Question): readonly string[] => (grader.kind === "alias" ? grader.accept : []);
    const train = new Set(half("train", "fact").flatMap(namesOf));

    expect(
      half("test", "fact")
        .flatMap(namesOf)
        .filter((name) => train.has(name)),
    ).toEqual([]);
  });

  it("share no source: paragraph, topic, function or text", () => {
    const sourceOf = ({ id }: Question): string => id.replace(/-\d+$/u, "");
    const train = new Set(half("train").map(sourceOf));

    expect(
      half("test")
        .map(sourceOf)
        .filter((source) => train.has(source)),
    ).toEqual([]);
  });
});
