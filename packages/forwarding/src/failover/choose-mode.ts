import { assertNever } from "@compute-proxy/core";
import type { ContinuationMode, Ledger } from "./ledger.js";
import { trailIds } from "./token-mark.js";

/** What the start-up probe found that a backend can do with a model. */
export interface ContinuationAbility {
  readonly modes: ReadonlyArray<Exclude<ContinuationMode, "restart">>;
  /** Whether it goes on exactly only where a token ends. */
  readonly boundaryTrouble: boolean;
  /** Digest of the template, or of the model that has it; undefined when it is not known. */
  readonly template: string | undefined;
  /** Digest of the tokenizer; undefined when it is not known. */
  readonly tokenizer: string | undefined;
}

/** What a text may be inside of so that only its own engine can go on with it. */
export type OpenBlock = "tool-call" | "grammar" | "thinking";

/** What is known when a generation is about to change its backend. */
export interface SwitchSituation {
  readonly openBlock: OpenBlock | undefined;
  /** Whether the source still answers and may be left to finish (`TriggerRule.sourceMayFinish`). */
  readonly sourceMayFinish: boolean;
  /** Whether the target runs the same model: the same weights, by digest. */
  readonly sameModel: boolean;
  /** Whether the policy lets another model go on. */
  readonly mayChangeModel: boolean;
}

/** Codes of a choice's reason. */
export type ModeReason =
  | "nothing-delivered"
  | "same-tokenizer"
  | "same-template"
  | "prefill-proven"
  | "no-continuing-mode"
  | "not-repeatable"
  | "other-model-not-allowed"
  | OpenBlock;

/** How the generation goes on, and why. Finish: the source is left to end its answer. Give up: nobody can go on with it. */
export type ModeChoice =
  | { readonly kind: "switch"; readonly mode: ContinuationMode; readonly because: ModeReason; readonly message: string }
  | { readonly kind: "finish" | "give-up"; readonly because: ModeReason; readonly message: string };

/**
 * Chooses the strongest mode in which the target can go on. Inside an open block only a restart or the source's own end will do.
 * A restart is chosen after delivered text only where it can be expected to write the same again.
 */
export function chooseMode(ability: ContinuationAbility, ledger: Ledger, situation: SwitchSituation): ModeChoice {
  const { openBlock, sameModel, mayChangeModel, sourceMayFinish } = situation;
  if (!sameModel && !mayChangeModel) return stay("other-model-not-allowed", sourceMayFinish);
  if (ledger.delivered === "") return goOn("restart", "nothing-delivered");
  if (openBlock === undefined) {
    const found = continuing(ability, ledger, sameModel);
    if (found) return found;
  } else if (sourceMayFinish) return stay(openBlock, true);
  if (sameModel && isRepeatable(ledger)) return goOn("restart", openBlock ?? "no-continuing-mode");
  return stay(openBlock ?? "not-repeatable", sourceMayFinish);
}

/** Whether a text ends inside a thinking block: models mark theirs with `<think>`. */
export function openThinking(text: string): boolean {
  return text.lastIndexOf("<think>") > text.lastIndexOf("</think>");
}

function continuing(ability: ContinuationAbility, ledger: Ledger, sameModel: boolean): ModeChoice | undefined {
  const { modes, tokenizer, template } = ability;
  const { rendering, mark } = ledger;
  const sameTokens = rendering?.tokenIds !== undefined && rendering.tokenizer === tokenizer;
  if (modes.includes("token-ids") && sameModel && sameTokens && trailIds(mark.trail, tokenizer)) {
    return goOn("token-ids", "same-tokenizer");
  }
  const sameTemplate = rendering !== undefined && rendering.template === template;
  if (modes.includes("raw") && sameTemplate) return goOn("raw", "same-template");
  return modes.includes("prefill") ? goOn("prefill", "prefill-proven") : undefined;
}

/** Sampling that a restart can repeat: the most probable token each time, or a fixed seed. */
function isRepeatable({ request: { options } }: Ledger): boolean {
  return options?.temperature === 0 || options?.seed !== undefined;
}

function goOn(mode: ContinuationMode, because: ModeReason): ModeChoice {
  return { kind: "switch", mode, because, message: `goes on by ${mode}: ${messageOf(because)}` };
}

function stay(because: ModeReason, sourceMayFinish: boolean): ModeChoice {
  const kind = sourceMayFinish ? "finish" : "give-up";
  const what = sourceMayFinish ? "the backend is left to finish" : "no backend can go on";
  return { kind, because, message: `${what}: ${messageOf(because)}` };
}

function messageOf(because: ModeReason): string {
  switch (because) {
    case "nothing-delivered":
      return "the client has no text yet";
    case "same-tokenizer":
      return "the target has the same tokenizer, and every token is known";
    case "same-template":
      return "the prompt was rendered by the same template, and the probe was exact";
    case "prefill-proven":
      return "the probe of an assistant's begun message was exact";
    case "no-continuing-mode":
      return "the target's probe found no way to continue a text";
    case "not-repeatable":
      return "the target cannot continue a text, and would not write the same one again (no seed, temperature not 0)";
    case "other-model-not-allowed":
      return "the target runs another model, which the policy does not allow";
    case "tool-call":
      return "the text is inside a tool call";
    case "grammar":
      return "the text is bound by a grammar, which would begin anew";
    case "thinking":
      return "the text is inside an open thinking block";
    default:
      return assertNever(because);
  }
}
