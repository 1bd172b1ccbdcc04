import { runInNewContext } from "node:vm";
import { describe, expect, it } from "@jest/globals";
import { normalise } from "../find-question.js";
import { code } from "./code.js";
import { extraction } from "./extraction.js";
import { questionFamilies, questions } from "./index.js";

const source = (answer: string): string => answer.split("\n").slice(1, -1).join("\n");

describe("the bundled questions", () => {
  it("are at least 60, in seven families of at least six", () => {
    expect(questions.length).toBeGreaterThanOrEqual(60);
    expect(Object.values(questionFamilies).map((family) => family.length >= 6)).toEqual(Array(7).fill(true));
  });

  it("are easy, middling and hard", () => {
    const share = (from: number, to: number): number =>
      questions.filter(({ difficulty }) => difficulty >= from && difficulty < to).length / questions.length;

    expect([share(0, 0.3), share(0.3, 0.5), share(0.5, 1)].map((value) => value > 0.2)).toEqual([true, true, true]);
    expect(share(0, 1)).toBe(1);
  });

  it.each(questions)("$prompt has wrong answers that differ from the right one", ({ right, wrong }) => {
    expect(wrong.length).toBeGreaterThan(0);
    expect(new Set([right, ...wrong]).size).toBe(wrong.length + 1);
  });

  it("do not end in one another", () => {
    const texts = questions.map(({ prompt }) => normalise(prompt));
    const doubled = texts.filter((text, index) =>
      texts.some((other, place) => place !== index && other.endsWith(text)),
    );

    expect(doubled).toEqual([]);
  });
});

describe("the extraction questions", () => {
  it.each(extraction)("$prompt has a right answer that is JSON", ({ right }) => {
    expect(() => JSON.parse(right) as unknown).not.toThrow();
  });

  it("have wrong answers that are no JSON among others that are", () => {
    const parses = extraction
      .flatMap(({ wrong }) => wrong)
      .map((text) => {
        try {
          JSON.parse(text);
          return true;
        } catch {
          return false;
        }
      });

    expect(new Set(parses)).toEqual(new Set([true, false]));
  });
});

describe("the JavaScript questions", () => {
  it.each([
    { name: "add", call: "add(2, 3)", result: 5 },
    { name: "isEven", call: "[isEven(4), isEven(7)].join()", result: "true,false" },
    { name: "reverse", call: 'reverse("abc")', result: "cba" },
    { name: "unique", call: "unique([3, 1, 3, 2]).join()", result: "3,1,2" },
    { name: "fibonacci", call: "[0, 1, 2, 10].map(fibonacci).join()", result: "0,1,1,55" },
    { name: "median", call: "[median([10, 9, 1]), median([4, 1, 3, 2])].join()", result: "9,2.5" },
  ])("$name has a right answer that works and wrong ones that do not", ({ name, call, result }) => {
    const question = code.find(({ prompt }) => prompt.includes(`function ${name}(`));
    const outcome = (answer: string): unknown => {
      try {
        return runInNewContext(`${source(answer)}\n${call}`);
      } catch {
        return "no result";
      }
    };

    expect(outcome(question?.right ?? "")).toBe(result);
    for (const wrong of question?.wrong ?? [""]) expect(outcome(wrong)).not.toBe(result);
  });
});
