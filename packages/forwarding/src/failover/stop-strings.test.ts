import { describe, expect, it } from "@jest/globals";
import { completedStop, openStop } from "./stop-strings.js";

describe("completedStop", () => {
  it.each([
    { name: "finds none", text: "abc", stops: ["d"], since: 0, found: undefined },
    {
      name: "finds the one that is complete first",
      text: "abcd",
      stops: ["abcd", "bc"],
      since: 0,
      found: { start: 1, end: 3 },
    },
    {
      name: "takes the longer of two that end together",
      text: "xabc",
      stops: ["bc", "abc"],
      since: 0,
      found: { start: 1, end: 4 },
    },
    {
      name: "finds one that began in the text that was searched",
      text: "a##",
      stops: ["##"],
      since: 2,
      found: { start: 1, end: 3 },
    },
  ])("$name", ({ text, stops, since, found }) => {
    expect(completedStop(text, stops, since)).toEqual(found);
  });
});

describe("openStop", () => {
  it.each([
    { text: "abc", stops: ["d"], length: 0 },
    { text: "ab#", stops: ["##"], length: 1 },
    { text: "a\n\nUs", stops: ["\n\nUser:", "s!"], length: 4 },
    { text: "#", stops: ["#"], length: 0 },
  ])("finds $length characters at the end of $text", ({ text, stops, length }) => {
    expect(openStop(text, stops)).toBe(length);
  });
});
