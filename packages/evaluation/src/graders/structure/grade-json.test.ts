import { describe, expect, it } from "@jest/globals";
import { grade } from "../grade.js";
import { type JsonGrader } from "../grader.js";

const person: JsonGrader = { kind: "json", value: { name: "Ada", age: 36, tags: ["a", "b"], email: null } };
const body = '{"name": "Ada", "age": 36, "tags": ["a", "b"], "email": null}';
const shape: JsonGrader = {
  kind: "json",
  schema: {
    type: "object",
    properties: { price: { type: "number", minimum: 0 } },
    required: ["price"],
    additionalProperties: false,
  },
};
const both: JsonGrader = { ...shape, value: { price: 3.5 } };

describe("the JSON grader passes", () => {
  it.each<[what: string, grader: JsonGrader, answer: string]>([
    ["a bare value", person, body],
    ["spaces around it", person, `\n ${body} \n`],
    ["several lines", person, JSON.stringify(person.value, undefined, 2)],
    ["a fence", person, `\`\`\`json\n${body}\n\`\`\``],
    ["a fence without a language", person, `\`\`\`\n${body}\n\`\`\``],
    ["a fence that is not closed", person, `\`\`\`json\n${body}`],
    ["a sentence before it", person, `Here is the JSON:\n${body}`],
    ["a sentence behind it", person, `${body}\nI hope that this helps.`],
    ["sentences around a fence", person, `Sure:\n\`\`\`json\n${body}\n\`\`\`\nDone {really}.`],
    ["another order of keys", person, '{"email": null, "tags": ["a", "b"], "age": 36, "name": "Ada"}'],
    ["another way to write a number", person, body.replace("36", "36.0")],
    ["escapes", person, body.replace("Ada", "\\u0041da")],
    ["brackets within texts", { kind: "json", value: { a: "}]" } }, 'It is {"a": "}]"} here.'],
    ["a list", { kind: "json", value: [1, 2] }, "[1, 2]"],
    ["what fits a schema", shape, '{"price": 3}'],
    ["value and schema", both, '{"price": 3.50}'],
    ["what stands behind a thinking block", person, `<think>{"name": 1}</think>${body}`],
  ])("%s", async (_, grader, answer) => {
    expect((await grade({ grader }, answer)).good).toBe(true);
  });
});

describe("the JSON grader fails", () => {
  it.each<[what: string, grader: JsonGrader, answer: string]>([
    ["an empty answer", person, ""],
    ["prose", person, "The name is Ada and she is 36."],
    ["another value", person, body.replace("36", "37")],
    ["a number as text", person, body.replace("36", '"36"')],
    ["a missing key", person, body.replace(', "email": null', "")],
    ["a key too many", person, body.replace("}", ', "x": 1}')],
    ["another order of items", person, body.replace('"a", "b"', '"b", "a"')],
    ["a list around it", person, `[${body}]`],
    ["single quotes", person, body.replaceAll('"', "'")],
    ["a comma too many", person, body.replace("}", ",}")],
    ["a comment", person, body.replace("{", "{ // the person\n")],
    ["an answer that breaks off", person, body.slice(0, 30)],
    ["two values", person, `${body}\n${body}`],
    ["two fences", person, `\`\`\`json\n${body}\n\`\`\`\n\`\`\`json\n${body}\n\`\`\``],
    ["the value as text", person, JSON.stringify(body)],
    ["an inherited key", { kind: "json", value: { toString: 1 } }, "{}"],
    ["what does not fit the schema", shape, '{"price": -1}'],
    ["what fits the schema with another value", both, '{"price": 4}'],
    ["a key too many by the schema", shape, '{"price": 1, "tax": 2}'],
    ["a repetition loop", person, `{"name": ${'"Ada", '.repeat(30)}`],
    ["deeply nested brackets", person, "[".repeat(5000)],
  ])("%s", async (_, grader, answer) => {
    expect((await grade({ grader }, answer)).good).toBe(false);
  });
});
