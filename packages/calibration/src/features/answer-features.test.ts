import { describe, expect, it } from "@jest/globals";
import { answerFeatureNames, answerFeatures } from "./answer-features.js";

const tokens = [{ token: "Lyon", logprob: -1 }];

describe("answerFeatures", () => {
  it("has every feature that a model may name", () => {
    expect(Object.keys(answerFeatures({ tokens, prompt: "Where?", cutByLength: false }))).toEqual(answerFeatureNames);
  });

  it("lacks those of the tokens where none counted", () => {
    const features = answerFeatures({ tokens: [{ token: "\n", logprob: 0 }], prompt: "Where?", cutByLength: true });

    expect(features).toMatchObject({ cut_by_length: 1, log_question_words: Math.log(2) });
    expect(features).not.toHaveProperty("tokens");
  });
});
