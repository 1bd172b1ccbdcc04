import { assertNever, type Clock, ProxyError } from "@compute-proxy/core";
import { decideLeaving, engineTime, expectedMs, mayCut, timeToReach, type Trigger } from "@compute-proxy/forwarding";
import type { Rung } from "../../route/rung.js";
import type { Departure } from "../departure.js";
import type { Target, TargetChoice } from "../failover/find-target.js";
import type { EngineWatch, StartWatch } from "../watched-engine.js";
import type { HeatRule } from "./heat-rule.js";
import { preWarmings } from "./pre-warm.js";

/** What leaving a hot device depends on. */
export interface HeatExitFacts {
  readonly rung: Rung;
  readonly rule: HeatRule;
  readonly clock: Clock;
  target(trigger: Trigger): TargetChoice | undefined;
  /** What the client has of the text. */
  delivered(): string;
  /** Tokens that the answer may still have; undefined: no limit. */
  remainingTokens(): number | undefined;
  /** Lets a target read the prompt with the text so far. */
  preWarm(target: Target, signal: AbortSignal): Promise<void>;
  leave(departure: Departure): void;
  /** For people: why the answer stays where it is. */
  note(message: string): void;
}

/** Leaves a device that has become too hot: at once when it is critical, else once the target is warm and a sentence has ended. */
export function heatExit(facts: HeatExitFacts): StartWatch {
  return (end) => {
    const { rung, rule, clock } = facts;
    const watch = rule.watch(rung);
    const time = engineTime(clock);
    let firstMs: number | undefined;
    let laterTokens = 0;
    let isOver = false;

    const leave = (because: Trigger, message: string, target: Target): void => {
      isOver = true;
      facts.leave({ because, message, target });
      end(new ProxyError("cancelled", `left for backend ${target.index + 1} of the route: ${message}`));
    };
    const remainingMs = (): number | undefined => {
      const left = facts.remainingTokens();
      const took = firstMs === undefined ? 0 : time.ms() - firstMs;
      if (left === undefined || took === 0) return undefined;
      const decodeTokensPerS = (laterTokens / took) * 1000;
      return expectedMs({ promptTokens: 0, outputTokens: left, prefillTokensPerS: undefined, decodeTokensPerS });
    };
    const look = (): void => {
      if (isOver) return;
      const fitness = watch.fitness(clock.now());
      if (fitness.kind !== "unfit") return;
      const choice = facts.target(fitness.because);
      const target = choice?.kind === "go" ? choice.target : undefined;
      warmings.only(target);
      if (choice && choice.kind !== "go") facts.note(choice.message);
      const decision = decideLeaving({
        trigger: fitness.because,
        hasTarget: target !== undefined,
        remainingMs: remainingMs(),
        timeToCritical: timeToReach(watch.state().recent, rule.policy.critical),
      });
      if (!target || decision.kind === "drain") return;
      switch (decision.kind) {
        case "cut-now":
          leave(fitness.because, fitness.message, target);
          return;
        case "pre-warm-and-cut": {
          const delivered = facts.delivered();
          const warmAt = delivered === "" ? undefined : warmings.warmAt(target);
          const isTime = warmAt !== undefined && mayCut(delivered, clock.now() - warmAt);
          if (delivered === "" || isTime) leave(fitness.because, fitness.message, target);
          return;
        }
        default:
          assertNever(decision);
      }
    };

    const warmings = preWarmings((target, signal) => facts.preWarm(target, signal), clock, look);
    const stopListening = watch.onSample(look);
    return {
      wait() {
        time.wait();
        look();
      },
      came(count) {
        time.rest();
        if (count === 0) return;
        if (firstMs === undefined) firstMs = time.ms();
        else laterTokens += count;
      },
      async [Symbol.asyncDispose]() {
        isOver = true;
        stopListening();
        await warmings[Symbol.asyncDispose]();
      },
    } satisfies EngineWatch;
  };
}
