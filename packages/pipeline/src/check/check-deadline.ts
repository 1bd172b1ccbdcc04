import type { Stage } from "@compute-proxy/api";
import { type PipelineProblem, within } from "./pipeline-problem.js";

interface Limit {
  readonly key: string;
  readonly ms: number | undefined;
}

/** Whether each clock can run out before one that ends it in any case. */
export function checkDeadline({ deadline, timeoutMs }: Stage): readonly PipelineProblem[] {
  if (!deadline) return [];
  const ttft = { key: "ttft_ms", ms: deadline.ttftMs };
  const stall = { key: "stall_ms", ms: deadline.stallMs };
  const total = { key: "total_ms", ms: deadline.totalMs };
  const timeout = { key: "the stage's timeout_ms", ms: timeoutMs };
  const pairs = [
    [ttft, total],
    [stall, total],
    [ttft, timeout],
    [stall, timeout],
    [total, timeout],
  ] as const;
  return within(
    ["deadline"],
    pairs.flatMap(([inner, outer]) => checkPair(inner, outer)),
  );
}

function checkPair(inner: Limit, outer: Limit): readonly PipelineProblem[] {
  if (inner.ms === undefined || outer.ms === undefined || inner.ms < outer.ms) return [];
  const message = `${inner.key} is ${inner.ms}, but must be under ${outer.key}, which is ${outer.ms}`;
  return [{ path: [inner.key], message }];
}
