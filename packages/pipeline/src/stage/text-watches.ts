import type { Stage } from "@compute-proxy/api";
import type { BackendPort, Priority } from "@compute-proxy/backend";
import { type ClockDeadline, type Trigger, triggers } from "@compute-proxy/forwarding";
import type { Rung } from "../route/rung.js";
import type { TargetChoice } from "./failover/find-target.js";
import type { MovableText } from "./failover/text-moves.js";
import { heatExit } from "./heat/heat-exit.js";
import type { HeatRule } from "./heat/heat-rule.js";
import { preWarm } from "./heat/pre-warm.js";
import type { AttemptCall } from "./stage-work.js";
import { deadlineLimits } from "./time/deadline-limits.js";
import { engineClocks } from "./time/engine-clocks.js";
import { lateError } from "./time/late-error.js";
import type { TotalTime } from "./time/total-time.js";
import { type StartWatch, watchedEngine } from "./watched-engine.js";

/** What the engines of a text stage are watched by. */
export interface WatchFacts {
  readonly stage: Stage;
  readonly rungs: readonly Rung[];
  readonly heat: HeatRule | undefined;
  readonly priority: Priority;
}

/** A rung's engine under the watches that its stage asks for: with none of them it is the engine itself. */
export type WatchEngine = (
  rung: Rung,
  call: AttemptCall,
  moves: MovableText | undefined,
) => Pick<BackendPort, "generate">;

/** The watches of one stage, whose engines share its total time. */
export function textWatches({ stage, rungs, heat, priority }: WatchFacts, total: TotalTime): WatchEngine {
  const limits = deadlineLimits(stage);
  if (!limits && heat?.leaves !== true) return ({ backend }) => backend.port;

  return (rung, call, moves) => {
    const movable = moves?.concerns(call) === true && call.attemptsLeft > 0 ? moves : undefined;
    const target = (trigger: Trigger): TargetChoice | undefined => movable?.target(trigger, call.index, call.isShown());
    const watches: StartWatch[] = [];
    if (limits) {
      watches.push((end) =>
        engineClocks(call.clock, limits, total, (passed) => {
          const error = lateError(stage, rung.backend.id, passed, limits);
          const kind = onPassed(passed, target, call, error.message);
          if (kind === "ended") end(error);
          return kind;
        }),
      );
    }
    if (heat?.leaves === true && movable) {
      watches.push(
        heatExit({
          rung,
          rule: heat,
          clock: call.clock,
          target,
          delivered: movable.delivered,
          remainingTokens: movable.remainingTokens,
          async preWarm(to, signal) {
            const next = rungs[to.index];
            const request = movable.request(to);
            if (next && request) await preWarm(next, request, priority, signal);
          },
          leave: call.leave,
          note: call.note,
        }),
      );
    }
    return watchedEngine(rung.backend.port, watches);
  };
}

/** A source that may finish is left only for a target; it ends its answer where its text can go on nowhere. */
function onPassed(
  { trigger }: ClockDeadline,
  target: (trigger: Trigger) => TargetChoice | undefined,
  call: AttemptCall,
  message: string,
): "ended" | "finish" {
  if (trigger === undefined || !triggers[trigger].sourceMayFinish) return "ended";
  const choice = target(trigger);
  if (choice?.kind === "go") call.leave({ because: trigger, message, target: choice.target });
  if (choice?.kind !== "stay") return "ended";
  call.note(`${message}; ${choice.message}`);
  return "finish";
}
