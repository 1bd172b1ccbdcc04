import { ChatMessage, GenerationOptions } from "@compute-proxy/api";
import { EmbedRequest, type GenerateEnd, GenerateRequest, type TokenLogprob } from "@compute-proxy/api/backend/v1";
import { type Clock, ProxyError } from "@compute-proxy/core";
import type { LoggedAnswer, LoggedEmbedding, LoggedSelfCheck, Question } from "@compute-proxy/evaluation";
import type { LiveRung } from "./live-rung.js";

/** What each rung but the last is asked of its own answer. */
export const selfCheckQuestion =
  "Is this answer correct? Reply with one letter only: A if it is correct, B if it is not.";

/** How a rung is asked. */
export interface Asking {
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

interface Written {
  readonly text: string;
  readonly tokens: readonly TokenLogprob[];
  readonly ttftMs: number | undefined;
  readonly ms: number;
  readonly end: GenerateEnd;
}

/** Asks the question alone, at temperature 0. Throws the engine's error, and `no-final-record` for a stream without its end. */
export async function askQuestion(rung: LiveRung, question: Question, asking: Asking): Promise<LoggedAnswer> {
  const written = await ask(rung, [user(question.prompt)], question.max_tokens, asking);
  const { end, text, tokens, ttftMs, ms } = written;
  return {
    kind: "answer",
    question: question.id,
    rung: rung.logged.name,
    text,
    tokens: tokens.map(({ token, logprob }) => [token, logprob] as const),
    ...(ttftMs !== undefined && { ttft_ms: ttftMs }),
    duration_ms: ms,
    finish_reason: end.finishReason,
    tokens_in: end.usage?.tokensIn ?? 0,
    tokens_out: end.usage?.tokensOut ?? tokens.length,
  };
}

/** Asks for one letter about the answer. Undefined where the engine gives no probability. */
export async function askSelfCheck(
  rung: LiveRung,
  question: Question,
  answer: LoggedAnswer,
  asking: Asking,
): Promise<LoggedSelfCheck | undefined> {
  const messages = [user(question.prompt), assistant(answer.text), user(selfCheckQuestion)];
  const { tokens, ms } = await ask(rung, messages, 1, asking);
  const [letter] = tokens;
  if (!letter) return undefined;
  return {
    kind: "self-check",
    question: question.id,
    rung: rung.logged.name,
    token: letter.token,
    logprob: letter.logprob,
    duration_ms: ms,
  };
}

/** The prompt as a vector by the rung's model. */
export async function askEmbedding(
  { backend, logged }: LiveRung,
  { id, prompt }: Question,
  { signal }: Asking,
): Promise<LoggedEmbedding> {
  const request = EmbedRequest.fromPartial({ model: logged.model, text: prompt });
  const { embedding } = await backend.port.embed(request, { signal });
  return { kind: "embedding", question: id, values: embedding?.values ?? [] };
}

async function ask(
  { backend, logged }: LiveRung,
  messages: readonly ChatMessage[],
  maxTokens: number,
  { clock, signal }: Asking,
): Promise<Written> {
  const request = GenerateRequest.fromPartial({
    model: logged.model,
    messages: [...messages],
    options: GenerationOptions.fromPartial({ maxTokens, temperature: 0 }),
    logprobs: true,
  });
  const began = clock.now();
  const tokens: TokenLogprob[] = [];
  let [text, ttftMs, end]: [string, number | undefined, GenerateEnd | undefined] = ["", undefined, undefined];
  for await (const { part } of backend.port.generate(request, { signal })) {
    if (part?.$case === "end") end = part.value;
    if (part?.$case !== "delta") continue;
    ttftMs ??= Math.round(clock.now() - began);
    text += part.value.text;
    tokens.push(...part.value.logprobs);
  }
  if (!end) throw new ProxyError("no-final-record", "the stream ended without its last part", { backend: backend.id });
  return { text, tokens, ttftMs, ms: Math.round(clock.now() - began), end };
}

function user(content: string): ChatMessage {
  return ChatMessage.fromPartial({ role: "user", content });
}

function assistant(content: string): ChatMessage {
  return ChatMessage.fromPartial({ role: "assistant", content });
}
