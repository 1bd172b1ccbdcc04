import { flag, id, integer, list, number, object, oneOf } from "./build.js";
import { longestLimitMs } from "./continuity-schema.js";
import { laterPolicyKeys } from "./later-keys.js";
import { stageKeys } from "./stage-keys.js";

/** `forwarding_policy` of a stage. */
export const forwardingPolicySchema = object({
  title: "forwarding_policy",
  description: "When the stage is handed on to another backend.",
  later: laterPolicyKeys,
  elsewhere: stageKeys,
  properties: {
    enable_confidence_check: flag(
      "Whether an answer whose confidence is under min_confidence goes to the next rung. Default false.",
      false,
    ),
    min_confidence: number("Lowest confidence that is good enough, from 0 to 1. Needs enable_confidence_check.", {
      minimum: 0,
      maximum: 1,
    }),
    max_retries: integer(
      "Attempts after the first one, escalations and failovers together. Default: rungs of the path minus one.",
      {
        minimum: 0,
        maximum: 100,
      },
    ),
    escalation_path: list(
      id("A tier or a backend."),
      "The whole order of rungs, the entry included: names of tiers or ids of backends.",
      1,
      32,
    ),
    enable_quality_check: flag(
      "Whether code and JSON in the answer are parsed, which sets the stage's quality to 1 or 0. Default false.",
      false,
    ),
    quality_threshold: number("Lowest quality that is good enough, from 0 to 1. Needs enable_quality_check.", {
      minimum: 0,
      maximum: 1,
    }),
    enable_thermal_check: flag(
      "Whether devices that are too hot, or whose fan is too fast, are not entered. Default false.",
      false,
    ),
    max_temperature: number(
      "Degrees Celsius from which a device is too hot, from 40 to 110; 10 degrees below it is cool again. Default 85. Needs enable_thermal_check.",
      { minimum: 40, maximum: 110, default: 85 },
    ),
    max_fan_percent: number(
      "Percent of the fan's full speed from which it is too fast. Default: the fan is not looked at. Needs enable_thermal_check.",
      { minimum: 1, maximum: 100 },
    ),
    enable_streaming_failover: flag(
      "Whether an answer that has begun leaves a device that has become too hot, to any model of the route. Needs enable_thermal_check. Default false.",
      false,
    ),
    enable_latency_check: flag(
      "Whether an attempt without a first token within max_latency_ms is handed on. Default false.",
      false,
    ),
    max_latency_ms: integer(
      "Longest time from the dispatch of an attempt to its first token, in milliseconds. Needs enable_latency_check.",
      { minimum: 1, maximum: longestLimitMs },
    ),
    streaming: oneOf(
      ["hold", "commit_after", "provisional"],
      "What a client sees of an answer that is still to be checked. hold: nothing. commit_after: nothing of the first tokens; then it is shown, and no longer handed on. provisional: everything at once, and taken back when it is handed on. Needs enable_confidence_check or quality_threshold. Default hold.",
      "hold",
    ),
    commit_after_tokens: integer("How many tokens commit_after waits for. Default 24. Needs streaming: commit_after.", {
      minimum: 1,
      maximum: 100_000,
      default: 24,
    }),
    enable_early_exit: flag(
      "Whether a draft that will be rejected is aborted while it is written, where the calibration has a rule for its model. Needs enable_confidence_check and an escalation_path. Default false.",
      false,
    ),
  },
});
