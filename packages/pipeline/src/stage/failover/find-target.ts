import {
  chooseMode,
  type ContinuationAbility,
  type ModeChoice,
  openThinking,
  type Trigger,
  triggers,
} from "@compute-proxy/forwarding";
import type { Rung } from "../../route/rung.js";
import type { FailoverSettings } from "./failover-settings.js";
import type { Continuation, Generation } from "./generation.js";
import { sameModel } from "./same-model.js";

/** Where a text goes on: a rung of the route. */
export interface Target {
  /** In the route. */
  readonly index: number;
  /** Undefined: there is no text yet, so it begins there. */
  readonly continuation: Continuation | undefined;
  /** Whether no other rung can go on, so that it is asked though calls go elsewhere for the moment. */
  readonly isLastHope: boolean;
  /** For people. */
  readonly message: string;
}

/** Where a text goes on, or why it does not. `stay`: its backend is left to finish. */
export type TargetChoice =
  | { readonly kind: "go"; readonly target: Target }
  | { readonly kind: "stay" | "stuck"; readonly message: string };

/** What is known when a target is looked for. */
export interface TargetSearch {
  readonly trigger: Trigger;
  /** All rungs of the route. */
  readonly rungs: readonly Rung[];
  /** Of the rung that writes, or has written. */
  readonly index: number;
  /** Whether the client has the text. Else the rung after this one may begin anew, and only it is asked to go on. */
  readonly shown: boolean;
  /** Whether a rung may be entered now. */
  mayEnter(rung: Rung): boolean;
  /** Whether calls go elsewhere for the moment, as long as there is such a place. */
  isShunned(rung: Rung): boolean;
  abilityOf(rung: Rung): ContinuationAbility | undefined;
}

const noAbility: ContinuationAbility = { modes: [], boundaryTrouble: false, template: undefined, tokenizer: undefined };

/** Looks for the first of the later rungs that can go on with a generation's text. */
export function findTarget(generation: Generation, settings: FailoverSettings, search: TargetSearch): TargetChoice {
  const { trigger, shown } = search;
  const later = laterRungs(search);
  const [next] = later;
  if (!next) return { kind: "stuck", message: "no backend is left" };
  const { ledger } = generation;
  if (ledger.delivered === "") return go(next, undefined, "nothing of the answer was delivered yet");
  const switches = ledger.segments.filter(({ to }) => to > 0).length - (ledger.state.kind === "writing" ? 0 : 1);
  if (switches >= settings.maxSwitches) {
    return { kind: "stuck", message: `max_switches allows ${settings.maxSwitches} changes of the backend` };
  }
  const choices = (shown ? later : [next]).map((place) => ({
    place,
    choice: modeAt(place.rung, generation, settings, search),
  }));
  const found = choices.find(({ choice }) => choice.kind === "switch");
  if (found?.choice.kind === "switch") {
    return go(found.place, { mode: found.choice.mode, reason: trigger }, found.choice.message);
  }
  const { kind, message } = choices[0]?.choice ?? { kind: "give-up", message: "no backend is left" };
  return { kind: kind === "finish" ? "stay" : "stuck", message };
}

interface LaterRung {
  readonly rung: Rung;
  readonly index: number;
  readonly isLastHope: boolean;
}

/** Those that may be entered, in their order, but the shunned ones last. */
function laterRungs({ rungs, index: last, mayEnter, isShunned }: TargetSearch): readonly LaterRung[] {
  return rungs
    .map((rung, index) => ({ rung, index, isLastHope: isShunned(rung) }))
    .filter(({ rung, index }) => index > last && mayEnter(rung))
    .toSorted((a, b) => Number(a.isLastHope) - Number(b.isLastHope));
}

function modeAt(
  rung: Rung,
  { ledger, writers }: Generation,
  { mayChangeModel }: FailoverSettings,
  { trigger, abilityOf }: TargetSearch,
): ModeChoice {
  const ability = abilityOf(rung) ?? noAbility;
  // Its probe came after the text had begun, which was shown to its last character.
  const modes = ability.boundaryTrouble && !ledger.holdsToken ? [] : ability.modes;
  return chooseMode({ ...ability, modes }, ledger, {
    openBlock: openThinking(ledger.delivered) ? "thinking" : undefined,
    sourceMayFinish: triggers[trigger].sourceMayFinish,
    sameModel: writers.every((writer) => sameModel(writer, rung)),
    mayChangeModel,
  });
}

function go({ index, isLastHope }: LaterRung, continuation: Continuation | undefined, message: string): TargetChoice {
  return { kind: "go", target: { index, continuation, isLastHope, message } };
}
