import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync, mkdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";

import { enginesHomeAt, type EnginesHome } from "../engines-home.ts";
import { diskFiles } from "../files.ts";
import { stopAbandoned, testLog, testState } from "./abandoned.ts";
import { fakeProcesses } from "./fake-processes.ts";
import { writeState } from "./state-file.ts";

let home: EnginesHome;
beforeEach(() => {
  home = enginesHomeAt(mkdtempSync(join(tmpdir(), "engines-test-")));
  mkdirSync(home.run);
  writeState(testState(home, 50), {
    owner: { pid: 50, startedAt: "boot:1" },
    servers: [{ name: "test-1", pid: 60, startedAt: "boot:2", port: 1234, binary: "/b", store: "/s", log: "/l" }],
  });
  writeFileSync(testLog(home, 50, "test-1"), "log");
});
afterEach(() => {
  rmSync(home.root, { recursive: true });
});

const owner = { pid: 50, group: 50, startedAt: "boot:1", program: "node" };
const server = { pid: 60, group: 60, startedAt: "boot:2", program: "/b" };

describe("servers of a test run", () => {
  test("are left to an owner that lives", async () => {
    const processes = fakeProcesses([owner, server]);

    expect(await stopAbandoned(home, diskFiles(""), processes)).toEqual([]);
    expect(processes.signals).toEqual([]);
    expect(existsSync(testLog(home, 50, "test-1"))).toBe(true);
  });

  test("are stopped, and their traces removed, when the owner was killed", async () => {
    const processes = fakeProcesses([server]);

    expect(await stopAbandoned(home, diskFiles(""), processes)).toMatchObject([{ name: "test-1", pid: 60 }]);
    expect(readdirSync(home.run)).toEqual([]);
  });

  test("are stopped when another process has the owner's number now", async () => {
    const processes = fakeProcesses([{ ...owner, startedAt: "boot:99" }, server]);

    expect(await stopAbandoned(home, diskFiles(""), processes)).toHaveLength(1);
  });
});
