import { describe, expect, test } from "@jest/globals";

import { isSameProcess, linuxProcesses, parseStat } from "./processes.ts";

const after = "1 100 100 0 -1 4194560 1 2 3 4 5 6 7 8 20 0 1 0";

describe("a line of /proc/PID/stat", () => {
  test.each([
    ["a plain name", `7 (ollama) S ${after} 123456 9 9`, { isZombie: false, group: 100, startTick: "123456" }],
    [
      "a name with a parenthesis",
      `7 (a) R 1 (b) S ${after} 123456 9`,
      { isZombie: false, group: 100, startTick: "123456" },
    ],
    ["a zombie", `7 (ollama) Z ${after} 123456 9`, { isZombie: true, group: 100, startTick: "123456" }],
    ["half a line", "7 (ollama) S 1", undefined],
  ])("with %s", (_, line, expected) => {
    expect(parseStat(line)).toEqual(expected);
  });
});

const describeOnLinux = process.platform === "linux" ? describe : describe.skip;

describeOnLinux("a process", () => {
  test("is itself, and not one that started at another time", () => {
    const startedAt = linuxProcesses.startedAt(process.pid) ?? "";

    expect(isSameProcess(linuxProcesses, { pid: process.pid, startedAt })).toBe(true);
    expect(isSameProcess(linuxProcesses, { pid: process.pid, startedAt: `${startedAt}0` })).toBe(false);
  });
});
