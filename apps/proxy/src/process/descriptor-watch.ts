import type { PipelineStreamResponse } from "@compute-proxy/api";
import type { Clock } from "@compute-proxy/core";
import type { Logger } from "pino";
import { atMostEvery } from "./at-most-every.js";

const tellMs = 1000;

/** Logs that attempts failed for want of file descriptors, once a second at most: when one does, all do. */
export function descriptorWatch(log: Logger, clock: Clock): (event: PipelineStreamResponse) => void {
  const note = atMostEvery(tellMs, clock, (count) =>
    log.error({ count }, "no file descriptors left: engines cannot be called; raise the limit (ulimit -n)"),
  );
  return ({ event }) => {
    if (event?.$case === "attemptEnd" && event.value.attempt?.error?.reason === "no-descriptors") note();
  };
}
