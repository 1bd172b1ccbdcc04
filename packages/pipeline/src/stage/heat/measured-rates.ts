import type { RegisteredBackend } from "@compute-proxy/backend";
import { expectedMs } from "@compute-proxy/forwarding";
import type { Rung } from "../../route/rung.js";
import type { StageAnswer } from "../answer.js";

/** What an answer will take, as far as it is known before. */
export interface PlannedWork {
  readonly promptCharacters: number;
  readonly maxTokens: number;
}

interface Rates {
  readonly prefillTokensPerS: number | undefined;
  readonly decodeTokensPerS: number | undefined;
  /** Of the last answers, newest last. */
  readonly outputTokens: readonly number[];
}

const remembered = 20;
/** Better too many tokens than too few. */
const share = 0.8;
const charactersPerToken = 4;

/** What was last measured, by the engine's name of the model. Beside the backends, which do not know their answers. */
const rates = new WeakMap<RegisteredBackend, Map<string, Rates>>();

/** Takes note of a text that one backend wrote alone, and to its end. */
export function noteAnswer(rung: Rung, { tokensIn, tokensOut, ttftMs, engineMs, earlyExit }: StageAnswer): void {
  if (!tokensOut || ttftMs === undefined || engineMs === undefined || earlyExit !== undefined) return;
  const ofBackend = rates.get(rung.backend) ?? new Map<string, Rates>();
  rates.set(rung.backend, ofBackend);
  const before = ofBackend.get(rung.engineModel);
  ofBackend.set(rung.engineModel, {
    prefillTokensPerS: perSecond(tokensIn, ttftMs) ?? before?.prefillTokensPerS,
    decodeTokensPerS: perSecond(tokensOut - 1, engineMs - ttftMs) ?? before?.decodeTokensPerS,
    outputTokens: [...(before?.outputTokens ?? []), tokensOut].slice(-remembered),
  });
}

/** How long an answer will take there, in ms; undefined until enough was measured. */
export function expectedAnswerMs(
  { backend, engineModel }: Rung,
  { promptCharacters, maxTokens }: PlannedWork,
): number | undefined {
  const known = rates.get(backend)?.get(engineModel);
  if (!known) return undefined;
  const { outputTokens, ...speeds } = known;
  const sorted = outputTokens.toSorted((a, b) => a - b);
  const usual = sorted[Math.ceil(sorted.length * share) - 1] ?? maxTokens;
  return expectedMs({
    ...speeds,
    promptTokens: Math.ceil(promptCharacters / charactersPerToken),
    outputTokens: Math.min(usual, maxTokens),
  });
}

function perSecond(tokens: number | undefined, ms: number): number | undefined {
  return tokens !== undefined && tokens > 0 && ms > 0 ? (tokens / ms) * 1000 : undefined;
}
