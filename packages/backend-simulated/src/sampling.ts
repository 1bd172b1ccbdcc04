import type { GenerationOptions } from "@compute-proxy/api";
import { ProxyError, type Violation } from "@compute-proxy/core";

/** Options of a request with every default filled in. */
export interface Sampling {
  /** 0 (greedy: the seed changes nothing) to 1 (each seed draws anew). */
  readonly freedom: number;
  readonly seed: number;
  readonly maxTokens: number;
  readonly stop: readonly string[];
  /** Tokens of prompt and answer together. */
  readonly contextLength: number;
}

const none: GenerationOptions = { stop: [] };

/**
 * Checks the options and fills in the defaults: greedy, seed 0, 1024 tokens, the model's whole context.
 * Throws `invalid-request` with every violation.
 */
export function samplingOf(options: GenerationOptions | undefined, modelContext: number): Sampling {
  const asked = options ?? none;
  const violations = [...wrong(asked, modelContext)];
  if (violations.length > 0) {
    const list = violations.map(({ field, description }) => `${field} ${description}`).join("; ");
    throw new ProxyError("invalid-request", `the simulated engine refuses these options: ${list}`, { violations });
  }
  return {
    freedom: freedomOf(asked),
    seed: asked.seed ?? 0,
    maxTokens: asked.maxTokens ?? 1024,
    stop: asked.stop,
    contextLength: asked.contextLength ?? modelContext,
  };
}

/**
 * Temperature opens the choice (2 is the widest); top_p and top_k narrow it towards the likeliest token: top_k 1 is greedy
 * at any temperature, and top_k 0 stands for no limit, as with real engines.
 */
function freedomOf({ temperature = 0, topP = 1, topK = 0 }: GenerationOptions): number {
  return (temperature / 2) * topP * (topK === 0 ? 1 : 1 - 1 / topK);
}

function* wrong(options: GenerationOptions, modelContext: number): Iterable<Violation> {
  const { temperature = 0, topP = 1, maxTokens = 1, contextLength = modelContext, stop } = options;
  const violation = (field: string, description: string): Violation => ({ field: `options.${field}`, description });
  if (!(temperature >= 0 && temperature <= 2)) yield violation("temperature", "must be 0 to 2");
  if (!(topP >= 0 && topP <= 1)) yield violation("top_p", "must be 0 to 1");
  if (maxTokens < 1) yield violation("max_tokens", "must be at least 1");
  if (stop.includes("")) yield violation("stop", "must not contain an empty text");
  if (contextLength < 1 || contextLength > modelContext) {
    yield violation("context_length", `must be 1 to ${modelContext}, which is what the model holds`);
  }
}
