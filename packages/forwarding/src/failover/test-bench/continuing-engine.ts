import type { GenerateBegin, GenerateRequest } from "@compute-proxy/api/backend/v1";
import { ProxyError } from "@compute-proxy/core";

/** How an engine takes begun texts. */
export interface ContinuingEngine {
  /** Those that it takes; others are refused with `not-capable`. */
  readonly takes: ReadonlyArray<"token-ids" | "raw" | "prefill">;
  /** What it writes after a begun text. Default: exactly the rest. */
  readonly rest?: (whole: string, begun: string) => string;
  /** Its answer. Default: eight words. */
  readonly answer?: string;
  readonly templateDigest?: string;
}

/** What it answers to one request, as a scripted backend takes it. */
export interface ContinuingAnswer {
  readonly begin?: Partial<GenerateBegin>;
  readonly deltas?: readonly string[];
  readonly tokenIds?: ReadonlyArray<readonly number[]>;
  readonly error?: ProxyError;
}

const mark = "<answer>";
const promptIds = [1000, 1001];

/** The answer of such an engine: a token is a word with the space before it, and its id its place in the answer. */
export function continuingAnswer(
  { takes, rest = (whole, begun) => whole.slice(begun.length), ...engine }: ContinuingEngine,
  request: GenerateRequest,
): ContinuingAnswer {
  const whole = engine.answer ?? "one two three four five six seven eight nine ten";
  const mode = modeOf(request);
  if (mode && !takes.includes(mode)) return { error: new ProxyError("not-capable", `it takes no ${mode}`) };
  const tokens = tokensOf(whole);
  const begun = begunOf(request, tokens);
  const text = mode ? rest(whole, begun) : whole;
  const deltas = tokensOf(text).slice(0, request.options?.maxTokens);
  const hasIds = takes.includes("token-ids");
  const tokenizer = hasIds ? { tokenizerDigest: "v", promptTokenIds: promptIds } : {};
  return {
    ...(takes.some((one) => one !== "prefill")
      ? {
          begin: {
            renderedPrompt: request.prompt + mark,
            templateDigest: engine.templateDigest ?? "t",
            ...tokenizer,
          },
        }
      : {}),
    deltas,
    ...(hasIds ? { tokenIds: deltas.map((token) => [tokens.indexOf(token)]) } : {}),
  };
}

function tokensOf(text: string): readonly string[] {
  return text.match(/\s*\S+/gu) ?? [];
}

function modeOf(request: GenerateRequest): ContinuingEngine["takes"][number] | undefined {
  if (request.promptTokenIds.length > 0) return "token-ids";
  if (request.raw) return "raw";
  return request.continueLastMessage ? "prefill" : undefined;
}

function begunOf({ promptTokenIds, prompt, messages }: GenerateRequest, tokens: readonly string[]): string {
  if (promptTokenIds.length > 0)
    return promptTokenIds
      .slice(promptIds.length)
      .map((id) => tokens[id])
      .join("");
  return messages.at(-1)?.content ?? prompt.split(mark)[1] ?? "";
}
