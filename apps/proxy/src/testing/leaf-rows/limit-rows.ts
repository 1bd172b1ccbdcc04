import { expect } from "@jest/globals";
import { type Draft, type LeafRow, withEngine, withTwoEngines } from "./leaf-row.js";
import { says, waits } from "./scripts.js";
import { answer, firstStage, streamed } from "./sights.js";

const stage = "pipelines:pipelines.[].stages.[]";
const usedBackend = firstStage(({ backend }) => backend);
const setStage =
  (parts: Readonly<Record<string, unknown>>) =>
  ({ stage: own }: Draft): void => {
    Object.assign(own, parts);
  };
const setPolicy = (policy: Readonly<Record<string, unknown>>) => setStage({ forwarding_policy: policy });

const two = ["first", " second"];
const lateFirst = { ENGINE: waits(500, (index) => index === 0, { tokens: two }) };
const lateSecond = { ENGINE: waits(500, (index) => index === 1, { tokens: two }), SPARE: says(...two) };
const twelve = Array.from({ length: 12 }, (_, index) => ` ${index}`);

/** How long engines may take. */
export const limitRows: readonly LeafRow[] = [
  {
    leaf: `${stage}.deadline.ttft_ms`,
    engines: lateFirst,
    given: withEngine,
    change: setStage({ deadline: { ttft_ms: 50 } }),
    see: usedBackend,
    before: "a",
    after: "b",
  },
  {
    leaf: `${stage}.deadline.stall_ms`,
    engines: lateSecond,
    given: withTwoEngines,
    change: setStage({ deadline: { stall_ms: 50 } }),
    see: streamed,
    before: "a: first second",
    after: "a b: first second",
  },
  {
    leaf: `${stage}.deadline.total_ms`,
    engines: lateSecond,
    given: withTwoEngines,
    change: setStage({ deadline: { total_ms: 50 } }),
    see: answer,
    before: "first second",
    after: "DEADLINE_EXCEEDED",
  },
  {
    // One token a second of the proxy's time. The rate is taken over five seconds, after two of grace.
    leaf: `${stage}.deadline.min_tokens_per_s`,
    timeFactor: 10,
    engines: { ENGINE: waits(100, () => true, { tokens: twelve }), SPARE: says(...twelve) },
    given: withTwoEngines,
    change: setStage({ deadline: { min_tokens_per_s: 2 } }),
    see: streamed,
    before: `a: ${twelve.join("")}`,
    after: `a b: ${twelve.join("")}`,
  },
  {
    leaf: `${stage}.forwarding_policy.enable_latency_check`,
    engines: lateFirst,
    given: withEngine,
    change: setPolicy({ enable_latency_check: true, max_latency_ms: 50 }),
    see: usedBackend,
    before: "a",
    after: "b",
  },
  {
    leaf: `${stage}.forwarding_policy.max_latency_ms`,
    engines: lateFirst,
    given(files) {
      withEngine(files);
      setPolicy({ enable_latency_check: true, max_latency_ms: 10_000 })(files);
    },
    change: setPolicy({ enable_latency_check: true, max_latency_ms: 50 }),
    see: usedBackend,
    before: "a",
    after: "b",
  },
  {
    leaf: `${stage}.timeout_ms`,
    given({ backends: [first], pipeline }) {
      if (first) first.characteristics["avg_latency_ms"] = 400;
      pipeline["options"] = { stage_timeout_ms: 60_000 };
    },
    change: setStage({ timeout_ms: 20 }),
    see: answer,
    before: expect.stringContaining("Paris"),
    after: "DEADLINE_EXCEEDED",
  },
  {
    leaf: "pipelines:pipelines.[].options.latency_critical",
    given: ({ backends: [first] }) => first && (first.characteristics["avg_latency_ms"] = 30),
    change: ({ pipeline }) => (pipeline["options"] = { latency_critical: true }),
    see: usedBackend,
    before: "a",
    after: "b",
  },
];
