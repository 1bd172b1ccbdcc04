import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";

import { fakeFiles } from "../fake-files.ts";
import { diskFiles } from "../files.ts";
import { readState, writeState, type ServerState } from "./state-file.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "engines-test-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const state: ServerState = {
  owner: { pid: 12, startedAt: "boot:3" },
  servers: [{ name: "ollama-npu", pid: 34, startedAt: "boot:4", port: 11434, binary: "/b", store: "/s", log: "/l" }],
};

describe("the state file", () => {
  test("gives back what was written", () => {
    const path = join(folder, "run", "state.json");

    writeState(path, state);

    expect(readState(path, diskFiles(""))).toEqual(state);
  });

  test("that does not exist means nothing runs", () => {
    expect(readState("/state.json", fakeFiles({}))).toEqual({ servers: [] });
  });

  test.each([
    ["no JSON", "{"],
    ["no list of servers", "{}"],
    ["a server without a number", '{"servers":[{"name":"a","started_at":"boot:1"}]}'],
    ["a number that means every process", '{"servers":[{"name":"a","pid":-1,"started_at":"boot:1"}]}'],
  ])("with %s is an error, not an empty state", (_, text) => {
    expect(() => readState("/state.json", fakeFiles({ "/state.json": text }))).toThrow("/state.json");
  });
});
