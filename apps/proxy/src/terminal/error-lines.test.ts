import { describe, expect, it } from "@jest/globals";
import { errorLines } from "./error-lines.js";

const violations = [
  { field: "input.text", description: "is missing" },
  { field: "options.top_p", description: "must be 0 to 1" },
];

describe("errorLines", () => {
  it.each([
    { message: "the request is wrong", also: ["  input.text: is missing", "  options.top_p: must be 0 to 1"] },
    { message: "input.text: is missing, and one more", also: ["  options.top_p: must be 0 to 1"] },
    { message: "input.text: is missing; options.top_p must be 0 to 1", also: [] },
  ])("tells each violation once: $message", ({ message, also }) => {
    expect(errorLines({ message, violations })).toEqual([`compute-proxy: ${message}`, ...also]);
  });
});
