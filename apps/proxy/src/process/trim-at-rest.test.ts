import { FakeClock } from "@compute-proxy/core/testing";
import { describe, expect, it } from "@jest/globals";
import { createLog } from "../log.js";
import { trimAtRest } from "./trim-at-rest.js";

const megabyte = 1e6;

function watched() {
  const clock = new FakeClock();
  const lines: string[] = [];
  const process = { cpuMs: 500, residentBytes: 100 * megabyte };
  let trims = 0;
  const watch = trimAtRest({
    clock,
    log: createLog({ level: "debug", destination: { write: (line) => lines.push(line) } }),
    read: () => ({ ...process }),
    trim() {
      trims += 1;
      process.residentBytes = 90 * megabyte;
    },
  });
  return { clock, lines, process, trims: () => trims, watch };
}

describe("trimAtRest", () => {
  it("gives memory back once after the start, and again when the process has grown and rests", async () => {
    const { clock, lines, process, trims, watch } = watched();
    await clock.advance(45_000);
    const afterStart = trims();

    process.residentBytes = 400 * megabyte;
    process.cpuMs += 2000;
    await clock.advance(15_000);
    const atWork = trims();
    await clock.advance(45_000);

    expect([afterStart, atWork, trims()]).toEqual([1, 1, 2]);
    expect(lines.map((line): unknown => JSON.parse(line))).toMatchObject([
      { level: 20, before_mb: 100, after_mb: 90, msg: "memory given back" },
      { level: 20, before_mb: 400, after_mb: 90, msg: "memory given back" },
    ]);
    watch[Symbol.dispose]();
  });

  it("leaves no timer behind when it is disposed", async () => {
    const { clock, trims, watch } = watched();

    watch[Symbol.dispose]();
    await clock.advance(45_000);

    expect(clock.sleeping).toBe(0);
    expect(trims()).toBe(0);
  });
});
