import { describe, expect, it } from "@jest/globals";
import { isWorthAPause } from "./is-worth-a-pause.js";

const mebibyte = 1024 * 1024;

describe("isWorthAPause", () => {
  it.each([
    { what: "a process that rests and has grown", cpuMs: 59, resident: 132, left: 100, is: true },
    { what: "one that rests for the first time", cpuMs: 0, resident: 110, left: 0, is: true },
    { what: "one that works", cpuMs: 60, resident: 400, left: 100, is: false },
    { what: "one that has hardly grown", cpuMs: 0, resident: 131, left: 100, is: false },
    { what: "one that has shrunk", cpuMs: 0, resident: 90, left: 100, is: false },
  ])("is $is of $what", ({ cpuMs, resident, left, is }) => {
    const before = { atMs: 1000, cpuMs: 500, residentBytes: resident * mebibyte };
    const now = { atMs: 4000, cpuMs: 500 + cpuMs, residentBytes: resident * mebibyte };

    expect(isWorthAPause(before, now, left * mebibyte)).toBe(is);
  });
});
