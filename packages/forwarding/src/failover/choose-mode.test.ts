import { GenerateRequest } from "@compute-proxy/api/backend/v1";
import { describe, expect, it } from "@jest/globals";
import { acceptText } from "./accept-text.js";
import { chooseMode, type ContinuationAbility, openThinking, type SwitchSituation } from "./choose-mode.js";
import { type Ledger, noteRendering, openLedger, type Rendering } from "./ledger.js";
import { beginSegment, breakSegment } from "./segment-steps.js";

const rendering: Rendering = { template: "t", text: "Hi", tokenizer: "v", tokenIds: [1] };
const all: ContinuationAbility = {
  modes: ["token-ids", "raw", "prefill"],
  boundaryTrouble: false,
  template: "t",
  tokenizer: "v",
};
const died: SwitchSituation = { openBlock: undefined, sourceMayFinish: false, sameModel: true, mayChangeModel: false };

function broken(text: string, options: { readonly temperature?: number; readonly seed?: number } = {}): Ledger {
  const request = GenerateRequest.fromPartial({ prompt: "Hi", options });
  const start = { backend: "a", model: "m", mode: "start", reason: "start", tokenizer: "v" } as const;
  const begun = beginSegment(noteRendering(openLedger(request, { holdsToken: false }), rendering), start);
  return breakSegment(acceptText(begun, { text, tokens: 1, tokenIds: [7], provisional: false }).ledger);
}

const greedy = broken("text", { temperature: 0 });
const sampled = broken("text", { temperature: 1 });

describe("chooseMode", () => {
  it.each<{
    name: string;
    ledger?: Ledger;
    ability?: Partial<ContinuationAbility>;
    situation?: Partial<SwitchSituation>;
    choice: string;
  }>([
    { name: "prefers token ids", choice: "switch token-ids same-tokenizer" },
    {
      name: "takes raw where the tokenizer is another",
      ability: { tokenizer: "w" },
      choice: "switch raw same-template",
    },
    {
      name: "takes prefill where the template is another too",
      ability: { tokenizer: "w", template: "u" },
      choice: "switch prefill prefill-proven",
    },
    {
      name: "never gives ids to another model",
      ability: { template: "u" },
      situation: { sameModel: false, mayChangeModel: true },
      choice: "switch prefill prefill-proven",
    },
    {
      name: "leaves a model that may not be changed",
      situation: { sameModel: false },
      choice: "give-up other-model-not-allowed",
    },
    {
      name: "lets the source finish when the target's model is not allowed",
      situation: { sameModel: false, sourceMayFinish: true },
      choice: "finish other-model-not-allowed",
    },
    { name: "restarts while nothing is delivered", ledger: broken(""), choice: "switch restart nothing-delivered" },
    { name: "restarts at temperature 0", ability: { modes: [] }, choice: "switch restart no-continuing-mode" },
    {
      name: "restarts with a seed",
      ledger: broken("text", { temperature: 1, seed: 0 }),
      ability: { modes: [] },
      choice: "switch restart no-continuing-mode",
    },
    {
      name: "gives up where a restart would write something else",
      ledger: sampled,
      ability: { modes: [] },
      choice: "give-up not-repeatable",
    },
    {
      name: "does not restart delivered text with another model",
      ability: { modes: [] },
      situation: { sameModel: false, mayChangeModel: true },
      choice: "give-up not-repeatable",
    },
    ...(["tool-call", "grammar", "thinking"] as const).flatMap((openBlock) => [
      {
        name: `restarts inside ${openBlock} when the source is gone`,
        situation: { openBlock },
        choice: `switch restart ${openBlock}`,
      },
      {
        name: `lets the source finish inside ${openBlock}`,
        situation: { openBlock, sourceMayFinish: true },
        choice: `finish ${openBlock}`,
      },
      {
        name: `gives up inside ${openBlock} when neither will do`,
        ledger: sampled,
        situation: { openBlock },
        choice: `give-up ${openBlock}`,
      },
    ]),
  ])("$name", ({ ledger = greedy, ability, situation, choice }) => {
    const chosen = chooseMode({ ...all, ...ability }, ledger, { ...died, ...situation });

    const mode = chosen.kind === "switch" ? [chosen.mode] : [];
    expect([chosen.kind, ...mode, chosen.because].join(" ")).toBe(choice);
    expect(chosen.message).toMatch(/^(goes on by|the backend is left to finish|no backend can go on)/u);
  });
});

describe("openThinking", () => {
  it.each([
    { text: "plain", open: false },
    { text: "<think>let me", open: true },
    { text: "<think>so</think> yes", open: false },
    { text: "<think>a</think>b<think>", open: true },
  ])("$text: $open", ({ text, open }) => {
    expect(openThinking(text)).toBe(open);
  });
});
