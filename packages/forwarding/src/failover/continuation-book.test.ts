import { describe, expect, it } from "@jest/globals";
import { createContinuationBook } from "./continuation-book.js";

const ability = { modes: ["raw"], boundaryTrouble: false, template: "t", tokenizer: undefined } as const;
const model = { backendId: "npu", engineModel: "m", digest: "1" };

describe("the continuation book", () => {
  it("knows what was noted, for that backend and that model", () => {
    const book = createContinuationBook();
    book.note(model, ability);

    expect([book.of("npu", "m"), book.of("npu", "n"), book.of("gpu", "m")]).toEqual([ability, undefined, undefined]);
    expect([book.lacks(model), book.lacks({ ...model, engineModel: "n" })]).toEqual([false, true]);
  });

  it("forgets a model as soon as its digest is another", () => {
    const book = createContinuationBook();
    book.note(model, ability);

    expect(book.lacks({ ...model, digest: "2" })).toBe(true);
    expect(book.of("npu", "m")).toBeUndefined();
  });
});
