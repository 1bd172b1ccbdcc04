import { describe, expect, test } from "@jest/globals";

import { parseArguments, type Verb } from "./arguments.ts";

describe("the command line", () => {
  test.each<[readonly string[], Verb]>([
    [[], { kind: "up", json: false, config: undefined }],
    [["--json", "--config", "a.yaml"], { kind: "up", json: true, config: "a.yaml" }],
    [["install"], { kind: "install", json: false }],
    [["status", "--json"], { kind: "status", json: true }],
    [["stop"], { kind: "stop", json: false }],
    [["stop", "--help"], { kind: "help" }],
    [["with", "--", "npm", "test", "--", "--json"], { kind: "with", command: ["npm", "test", "--", "--json"] }],
  ])("%j is understood", (words, verb) => {
    expect(parseArguments(words)).toEqual(verb);
  });

  test.each([
    [["start"], "unknown argument: start"],
    [["stop", "all"], "unknown argument: all"],
    [["status", "--config", "a.yaml"], "unknown argument: --config"],
    [["--config"], "--config: the file is missing"],
    [["with", "npm", "test"], "with: the command stands after `--`"],
    [["with", "--"], "with: the command stands after `--`"],
  ])("%j is refused", (words, complaint) => {
    expect(() => parseArguments(words)).toThrow(complaint);
  });
});
