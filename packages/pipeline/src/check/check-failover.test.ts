import { Stage } from "@compute-proxy/api";
import { describe, expect, it } from "@jest/globals";
import { checkDeadline } from "./check-deadline.js";
import { checkFailover } from "./check-failover.js";

type StageParts = Parameters<typeof Stage.fromPartial>[0];

interface Row {
  readonly rule: string;
  readonly stage: StageParts;
  readonly problems: readonly string[];
}

const hot = { enableThermalCheck: true, enableStreamingFailover: true };
const failoverRows: readonly Row[] = [
  { rule: "is what it is by default", stage: {}, problems: [] },
  { rule: "may be off", stage: { failover: { mode: "off" } }, problems: [] },
  {
    rule: "is not off where an answer leaves a hot device",
    stage: { failover: { mode: "off" }, forwardingPolicy: hot },
    problems: ["failover.mode: failover: off contradicts enable_streaming_failover: true: leave one of them out"],
  },
  {
    rule: "has nothing more to say when it is off",
    stage: { failover: { mode: "off", on: ["error"], maxSwitches: 1 } },
    problems: [
      "failover.on: failover.on has no effect with mode: off",
      "failover.max_switches: failover.max_switches has no effect with mode: off",
    ],
  },
  {
    rule: "happens on a rate and on heat where the stage limits them",
    stage: { failover: { on: ["error", "heat", "rate"] } },
    problems: [
      'failover.on.2: "rate" has no effect without deadline.min_tokens_per_s',
      'failover.on.1: "heat" has no effect without enable_streaming_failover: true',
    ],
  },
  {
    rule: "happens on everything that the stage limits",
    stage: {
      failover: { on: ["error", "stall", "rate", "latency", "heat"], maxSwitches: 3 },
      deadline: { minTokensPerS: 2 },
      forwardingPolicy: hot,
    },
    problems: [],
  },
  {
    rule: "happens on heat where an answer leaves a hot device",
    stage: { failover: { on: ["error"] }, forwardingPolicy: hot },
    problems: ['failover.on: "heat" is missing, without which enable_streaming_failover has no effect'],
  },
];

const deadlineRows: readonly Row[] = [
  { rule: "may be left out", stage: { timeoutMs: 5 }, problems: [] },
  {
    rule: "may have all four clocks",
    stage: { deadline: { ttftMs: 1, stallMs: 2, totalMs: 3, minTokensPerS: 1 }, timeoutMs: 4 },
    problems: [],
  },
  {
    rule: "has no clock that the total time makes useless",
    stage: { deadline: { ttftMs: 500, stallMs: 501, totalMs: 500 } },
    problems: [
      "deadline.ttft_ms: ttft_ms is 500, but must be under total_ms, which is 500",
      "deadline.stall_ms: stall_ms is 501, but must be under total_ms, which is 500",
    ],
  },
  {
    rule: "has no clock that the time of the stage makes useless",
    stage: { deadline: { ttftMs: 500, totalMs: 600 }, timeoutMs: 500 },
    problems: [
      "deadline.ttft_ms: ttft_ms is 500, but must be under the stage's timeout_ms, which is 500",
      "deadline.total_ms: total_ms is 600, but must be under the stage's timeout_ms, which is 500",
    ],
  },
];

describe.each([
  ["failover", checkFailover, failoverRows],
  ["a deadline", checkDeadline, deadlineRows],
] as const)("%s", (_, check, rows) => {
  it.each(rows)("$rule", ({ stage, problems }) => {
    const found = check(Stage.fromPartial({ id: "s", type: "text_generation", ...stage }));

    expect(found.map(({ path, message }) => `${path.join(".")}: ${message}`)).toEqual(problems);
  });
});
