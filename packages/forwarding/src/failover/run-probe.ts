import { type GenerateBegin, GenerateRequest } from "@compute-proxy/api/backend/v1";
import type { BackendPort, Scope } from "@compute-proxy/backend";
import { isProxyError, ProxyError } from "@compute-proxy/core";
import type { ContinuationAbility } from "./choose-mode.js";
import {
  abilityOf,
  judgeContinuation,
  probeAnswerTokens,
  type ProbeCase,
  probeCases,
  probeContinuationTokens,
  probeQuestion,
  type ProbeResult,
} from "./probe.js";

type Mode = ContinuationAbility["modes"][number];

/**
 * Finds how a backend's model goes on with a text that it has begun: one answer at temperature 0, then that answer cut at three places,
 * in each mode. It takes up to ten short generations, and the first loads the model. A mode that the engine refuses does not work; any
 * other failure, the signal's end too, is thrown, for it says nothing of the model.
 */
export async function probeContinuation(port: BackendPort, model: string, scope: Scope): Promise<ContinuationAbility> {
  const whole = await generate(port, { model, prompt: probeQuestion, continuable: true }, probeAnswerTokens, scope);
  const cases = probeCases(whole.text);
  const probed: Array<{ readonly mode: Mode; readonly results: readonly ProbeResult[] }> = [];
  for (const mode of modesToProbe(whole)) {
    const results: ProbeResult[] = [];
    for (const probeCase of cases) {
      const input = inputs[mode](whole, probeCase);
      if (input === undefined) continue;
      const answer = await continued(port, { model, ...input }, scope);
      const verdict = answer === undefined ? "prefix-ignored" : judgeContinuation(probeCase, answer);
      results.push({ cut: probeCase.cut, verdict });
    }
    probed.push({ mode, results });
  }
  const { begin } = whole;
  return abilityOf(probed, {
    template: begin?.templateDigest || undefined,
    tokenizer: begin?.tokenizerDigest || undefined,
  });
}

interface Probed {
  readonly text: string;
  readonly begin: GenerateBegin | undefined;
  /** Where deltas end in the text, with the ids of all tokens up to there; undefined from the first delta on that does not tell them. */
  readonly marks: ReadonlyArray<{ readonly at: number; readonly ids: readonly number[] | undefined }>;
}

type Input = Parameters<typeof GenerateRequest.fromPartial>[0];

/** What is asked in each mode; undefined where a case does not fit it. */
const inputs: Readonly<Record<Mode, (whole: Probed, probeCase: ProbeCase) => Input | undefined>> = {
  "token-ids": ({ begin, marks }, { delivered }) => {
    const ids = marks.find(({ at }) => at === delivered.length)?.ids;
    return ids && { promptTokenIds: [...(begin?.promptTokenIds ?? []), ...ids] };
  },
  raw: ({ begin }, { delivered }) => ({ prompt: (begin?.renderedPrompt ?? "") + delivered, raw: true }),
  prefill: (_, { delivered }) => ({
    messages: [
      { role: "user", content: probeQuestion },
      { role: "assistant", content: delivered },
    ],
    continueLastMessage: true,
  }),
};

function modesToProbe({ begin }: Probed): readonly Mode[] {
  const hasIds = begin !== undefined && begin.tokenizerDigest !== "" && begin.promptTokenIds.length > 0;
  return [...(hasIds ? (["token-ids"] as const) : []), ...(begin ? (["raw"] as const) : []), "prefill"];
}

/** Codes by which an engine says that it does not take such a request. */
const refusals: ReadonlySet<string> = new Set(["not-capable", "invalid-request", "engine-rejected"]);

/** The text of a continuation; undefined where the engine does not take the mode. */
async function continued(port: BackendPort, input: NonNullable<Input>, scope: Scope): Promise<string | undefined> {
  try {
    return (await generate(port, input, probeContinuationTokens, scope)).text;
  } catch (error) {
    if (isProxyError(error) && refusals.has(error.code)) return undefined;
    throw error;
  }
}

async function generate(
  port: BackendPort,
  input: NonNullable<Input>,
  maxTokens: number,
  scope: Scope,
): Promise<Probed> {
  const request = GenerateRequest.fromPartial({ ...input, options: { temperature: 0, maxTokens } });
  const marks: Array<Probed["marks"][number]> = [];
  let text = "";
  let begin: GenerateBegin | undefined;
  let ids: readonly number[] | undefined = [];
  for await (const { part } of port.generate(request, scope)) {
    if (part?.$case === "begin") begin = part.value;
    if (part?.$case === "end") return { text, begin, marks };
    if (part?.$case !== "delta") continue;
    text += part.value.text;
    const { tokenIds } = part.value;
    ids = tokenIds.length > 0 || part.value.text === "" ? ids && [...ids, ...tokenIds] : undefined;
    marks.push({ at: text.length, ids });
  }
  throw new ProxyError("no-final-record", "the engine's answer ended without its final record");
}
