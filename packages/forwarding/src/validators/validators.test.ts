import { describe, expect, it } from "@jest/globals";
import type { Validator } from "./validator.js";
import { qualityOf, validate } from "./validators.js";

const fence = (language: string, code: string): string => `Here it is:\n\n\`\`\`${language}\n${code}\n\`\`\`\n`;
const distinctWords = (count: number): string => Array.from({ length: count }, (_, index) => `word${index}`).join(" ");

describe("validate", () => {
  it.each([
    { name: "JavaScript that parses", text: fence("js", "const a = () => 1;"), quality: 1 },
    { name: "JavaScript that does not", text: fence("javascript", "const a = ;"), quality: 0 },
    { name: "a module", text: fence("js", "import x from 'x';\nexport const y = x;"), quality: 1 },
    { name: "an old script", text: fence("js", "with (a) { b }"), quality: 1 },
    { name: "TypeScript that parses", text: fence("ts", "enum A { B }\nconst a: number = 1;"), quality: 1 },
    { name: "TypeScript that does not", text: fence("typescript", "const a: = 1;"), quality: 0 },
    { name: "Python that parses", text: fence("python", "def f(x):\n    return [i for i in x if i]\n"), quality: 1 },
    { name: "Python that does not", text: fence("py", "def f(x:\n    return )"), quality: 0 },
    { name: "JSON that parses", text: fence("json", '{"a": [1, 2]}'), quality: 1 },
    { name: "JSON that does not", text: fence("json", "{'a': 1}"), quality: 0 },
    { name: "one bad block of two", text: fence("js", "1") + fence("js", "}"), quality: 0 },
    { name: "a block that is never closed", text: "```js\nconst a = 1;", quality: 0 },
    { name: "code inside of a line", text: "```js parse()``` is how it is called.", quality: 1 },
    { name: "a language without a parser here", text: fence("cobol", "MOVE A TO"), quality: 1 },
    { name: "a bare JSON value", text: '{"name": "Ada"}', quality: 1 },
    { name: "a broken bare JSON value", text: '{"name": Ada}', quality: 0 },
    { name: "prose in brackets", text: "[sic] and then some prose [end]", quality: 1 },
    { name: "prose", text: "Paris.", quality: 1 },
    { name: "nothing", text: "  ", quality: 0 },
  ])("judges $name", ({ text, quality }) => {
    expect(qualityOf(validate({ text, finishReason: "stop" }))).toBe(quality);
  });

  it.each(["(", "[", "{", "a<", "f(", "`${"])("judges TypeScript as before after %s 5000 times", (opened) => {
    const endless = fence("ts", opened.repeat(5000));
    const [good, bad] = [fence("ts", "const a: number = 1;"), fence("ts", "const a: = 1;")];

    const qualities = [endless, good, bad].map((text) => qualityOf(validate({ text, finishReason: "stop" })));

    expect(qualities).toEqual([0, 1, 0]);
  });

  it("judges TypeScript that compares much", () => {
    const text = fence("ts", "if (a < b) c();\n".repeat(400) + "const d = [1].length < 2;");

    expect(validate({ text, finishReason: "stop" }).find(({ name }) => name === "code-parses")?.passed).toBe(true);
  });

  it("rejects an answer that was cut by length", () => {
    const results = validate({ text: "Paris.", finishReason: "length" });

    expect(results.filter(({ passed }) => !passed).map(({ name }) => name)).toEqual(["not-cut-by-length"]);
  });

  it.each([
    { name: "an unsure refusal", text: "I'm sorry, I cannot say.", q10: 0.4, quality: 0 },
    { name: "a refusal that the model is sure of", text: "I cannot help with that.", q10: 0.6, quality: 1 },
    { name: "a refusal of unknown probability", text: "I cannot help with that.", q10: undefined, quality: 1 },
    { name: "an unsure answer", text: "Lyon, I think.", q10: 0.1, quality: 1 },
    { name: "a late word of regret", text: `${distinctWords(40)}, I'm sorry to say.`, q10: 0.1, quality: 1 },
  ])("judges $name", ({ text, q10, quality }) => {
    const features = q10 === undefined ? {} : { q10_logprob: Math.log(q10) };

    expect(qualityOf(validate({ text, finishReason: "stop", features }))).toBe(quality);
  });

  it("rejects an answer that ends in a loop, whatever its words", () => {
    const results = validate({ text: `Pi is 3.${"14".repeat(200)}`, finishReason: "stop" });

    expect(results.filter(({ passed }) => !passed).map(({ name }) => name)).toEqual(["not-repetitive"]);
  });

  it("asks further validators too, and leaves out those that do not fit", () => {
    const isFrench: Validator = {
      name: "is-french",
      check: ({ text }) =>
        text === "Oui." ? { passed: true } : { passed: false, message: "the answer is not French" },
    };
    const fitsNothing: Validator = { name: "fits-nothing", check: () => undefined };

    const results = validate({ text: "Yes.", finishReason: "stop" }, [isFrench, fitsNothing]);

    expect(results.at(-1)).toEqual({ name: "is-french", passed: false, message: "the answer is not French" });
    expect(qualityOf(results)).toBe(0);
  });

  it("says where code does not parse without quoting it", () => {
    const [failed] = validate({ text: fence("js", "let ok = 1;\nlet secret = ;"), finishReason: "stop" }).filter(
      ({ passed }) => !passed,
    );

    expect(failed?.message).toBe("code block 1 (js) does not parse at line 2");
  });
});
