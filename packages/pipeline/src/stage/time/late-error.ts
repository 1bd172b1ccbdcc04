import { assertNever, printable, ProxyError } from "@compute-proxy/core";
import type { ClockDeadline, ClockLimits } from "@compute-proxy/forwarding";
import type { Stage } from "@compute-proxy/api";

/** The error of an attempt that has run out of one of its stage's clocks. */
export function lateError(stage: Stage, backend: string, { clock }: ClockDeadline, limits: ClockLimits): ProxyError {
  const facts = { backend, stageId: stage.id };
  const who = `backend "${printable(backend)}"`;
  switch (clock) {
    case "ttft":
      return new ProxyError(
        "engine-timeout",
        `${who} gave no token within ${limits.ttftMs} ms of its dispatch (deadline.ttft_ms, max_latency_ms)`,
        facts,
      );
    case "stall":
      return new ProxyError(
        "engine-stalled",
        `${who} gave no further token for ${limits.stallMs} ms (deadline.stall_ms)`,
        facts,
      );
    case "min-rate":
      return new ProxyError(
        "engine-slow",
        `${who} wrote fewer than ${limits.minTokensPerS} tokens a second (deadline.min_tokens_per_s)`,
        facts,
      );
    case "total":
      return new ProxyError(
        "stage-timeout",
        `stage "${printable(stage.id)}" took longer than its deadline.total_ms of ${limits.totalMs} ms`,
        { stageId: stage.id },
      );
    default:
      return assertNever(clock);
  }
}
