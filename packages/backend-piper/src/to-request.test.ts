import { describe, expect, it } from "@jest/globals";
import { asking } from "./test-bench/workbench.js";
import { checkRequest, checkSpeaker, toSpeechBody } from "./to-request.js";

describe("a request", () => {
  it.each([
    { text: "", says: "at least one letter or digit" },
    { text: " \n", says: "at least one letter or digit" },
    { text: "...", says: "at least one letter or digit" },
    { text: "😀 🎉!", says: "at least one letter or digit" },
    { text: "a".repeat(5001), says: "it has 5001 characters, and at most 5000" },
  ])("with '$text' is input-not-usable", ({ text, says }) => {
    expect(() => checkRequest(asking({ text }))).toThrow(
      expect.objectContaining({ code: "input-not-usable", message: expect.stringContaining(says) }),
    );
  });

  it.each(["7", "é", "漢", "Well... 😀", "a".repeat(5000), "😀".repeat(4999) + "a"])(
    "with '%s' is spoken: a letter or digit of any script is enough, and characters are counted, not units",
    (text) => {
      expect(() => checkRequest(asking({ text }))).not.toThrow();
    },
  );

  it("lists everything that is wrong with it", () => {
    const wrong = asking({ model: "", options: { lengthScale: Number.POSITIVE_INFINITY } });

    expect(() => checkRequest(wrong)).toThrow(
      expect.objectContaining({
        code: "invalid-request",
        violations: [
          { field: "model", description: "must name a voice of the engine" },
          { field: "options.length_scale", description: "must be a number from 0.25 to 4" },
        ],
      }),
    );
  });

  it.each([0.25, 1, 4])("with a length_scale of %d is fine", (lengthScale) => {
    expect(() => checkRequest(asking({ options: { lengthScale } }))).not.toThrow();
  });

  it.each([0, -1, 0.24, 4.01, Number.NaN])("with a length_scale of %d is not", (lengthScale) => {
    expect(() => checkRequest(asking({ options: { lengthScale } }))).toThrow("options.length_scale must be a number");
  });
});

describe("a speaker", () => {
  it.each([
    { speakers: 1, speaker: 0, says: "has one speaker only" },
    { speakers: 3, speaker: 3, says: 'must be 0 to 2: voice "v" has 3 speakers' },
    { speakers: undefined, speaker: 0, says: "does not tell how many" },
  ])("$speaker of $speakers is refused: the engine would take another", ({ speakers, speaker, says }) => {
    const check = (): void =>
      checkSpeaker(asking({ options: { speaker } }), { name: "v", speakers, sampleRateHz: undefined });

    expect(check).toThrow(expect.objectContaining({ code: "invalid-request", message: expect.stringContaining(says) }));
  });

  it("that the voice has is sent, and none is fine with every voice", () => {
    const voice = { name: "v", speakers: 3, sampleRateHz: undefined };

    expect(() => checkSpeaker(asking({ options: { speaker: 2 } }), voice)).not.toThrow();
    expect(() => checkSpeaker(asking({}), { ...voice, speakers: undefined })).not.toThrow();
  });
});

describe("the body", () => {
  it.each([
    { options: undefined, rest: {} },
    { options: { speaker: 0, lengthScale: 1.5 }, rest: { speaker_id: 0, length_scale: 1.5 } },
    { options: { deterministic: true }, rest: { noise_scale: 0, noise_w_scale: 0 } },
    { options: { deterministic: false }, rest: {} },
  ])("of $options has only what is set", ({ options, rest }) => {
    expect(toSpeechBody(asking({ options }))).toEqual({ text: "Hello there.", voice: "en_US-joe-medium", ...rest });
  });
});
