import { expect } from "@jest/globals";
import { type Draft, type LeafRow, ollama, withTwoEngines } from "./leaf-row.js";
import { breaksAfter, says } from "./scripts.js";
import { question, streamed } from "./sights.js";

const stage = "pipelines:pipelines.[].stages.[]";
const policy = `${stage}.forwarding_policy`;
const set =
  (failover: unknown) =>
  ({ stage: own }: Draft): void => {
    own["failover"] = failover;
  };
const begun = { ENGINE: breaksAfter("first"), SPARE: says("first", " second") };

const checked = { enable_confidence_check: true, min_confidence: 1, escalation_path: ["a", "b"] };
const setPolicy =
  (parts: Readonly<Record<string, unknown>>) =>
  ({ stage: own }: Draft): void => {
    own["forwarding_policy"] = { ...checked, ...parts };
  };

/** What becomes of an answer that has begun, and what is shown of one that is still to be checked. */
export const failoverRows: readonly LeafRow[] = [
  {
    leaf: `${stage}.failover.mode`,
    engines: begun,
    given: withTwoEngines,
    change: set("off"),
    see: streamed,
    before: "a b: first second",
    after: expect.stringMatching(/^a: [A-Z_]+$/u),
  },
  {
    leaf: `${stage}.failover.on.[]`,
    engines: begun,
    given: withTwoEngines,
    change: set({ on: ["stall"] }),
    see: streamed,
    before: "a b: first second",
    after: expect.stringMatching(/^a: [A-Z_]+$/u),
  },
  {
    leaf: `${stage}.failover.max_switches`,
    engines: { ...begun, SPARE: breaksAfter("first", " second"), THIRD: says("first", " second", " third") },
    given(files) {
      withTwoEngines(files);
      files.others.push(ollama("c", "cpu", "THIRD", 3));
    },
    change: set({ max_switches: 1 }),
    see: streamed,
    before: "a b c: first second third",
    after: expect.stringMatching(/^a b: [A-Z_]+$/u),
  },
  {
    leaf: `${policy}.streaming`,
    given: setPolicy({}),
    change: setPolicy({ streaming: "provisional" }),
    see: async ({ client }) => {
      let provisional = false;
      for await (const { event } of client.streamPipeline("p", question))
        provisional ||= event?.$case === "textDelta" && event.value.provisional;
      return provisional;
    },
    before: false,
    after: true,
  },
  {
    leaf: `${policy}.commit_after_tokens`,
    given: setPolicy({ streaming: "commit_after" }),
    change: setPolicy({ streaming: "commit_after", commit_after_tokens: 2 }),
    see: streamed,
    before: expect.stringMatching(/^a b: /u),
    after: expect.stringMatching(/^a: /u),
  },
];
