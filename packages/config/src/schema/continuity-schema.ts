import { integer, list, number, object, objectOrOneOf, oneOf } from "./build.js";

/** Longest limit of a single wait for an engine, in milliseconds: one hour. */
export const longestLimitMs = 3_600_000;

const modes = ["off", "same_model", "any_model"];

/** `failover` of a stage: a map, or its mode alone. */
export const failoverSchema = objectOrOneOf(modes, {
  title: "failover",
  description:
    "What becomes of an answer that has begun when its backend is lost or must be left: off, same_model, any_model, or a map.",
  properties: {
    mode: oneOf(
      modes,
      "off: it fails. same_model: it goes on on a backend that runs the same model. any_model: on any backend of the route. Default same_model; any_model where the policy sets enable_streaming_failover.",
    ),
    on: list(
      oneOf(["error", "stall", "rate", "latency", "heat"], "A trigger."),
      "What it happens on. rate needs deadline.min_tokens_per_s, heat needs enable_streaming_failover. Default: all of them, as far as the stage sets their limits.",
      1,
    ),
    max_switches: integer("How often one answer may change its backend, from 1 to 10. Default 2.", {
      minimum: 1,
      maximum: 10,
      default: 2,
    }),
  },
});

const limitMs = { minimum: 1, maximum: longestLimitMs };

/** `deadline` of a stage. */
export const deadlineSchema = object({
  title: "deadline",
  description: "Limits of the time that the engines have. Time in a queue counts for none of them.",
  properties: {
    ttft_ms: integer("From the dispatch of an attempt to its first token, in milliseconds.", limitMs),
    stall_ms: integer("Longest time between two tokens, in milliseconds.", limitMs),
    total_ms: integer("From the first dispatch of the stage to the end of its answer, in milliseconds.", limitMs),
    min_tokens_per_s: number(
      "Lowest speed, in tokens per second over five seconds; the first two seconds of an answer do not count.",
      { exclusiveMinimum: 0, maximum: 10_000 },
    ),
  },
});
