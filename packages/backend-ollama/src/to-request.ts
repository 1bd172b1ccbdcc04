import type { GenerationOptions } from "@compute-proxy/api";
import type { EmbedRequest, GenerateRequest } from "@compute-proxy/api/backend/v1";
import { longestModelName, promptViolations } from "@compute-proxy/backend";
import { printable, ProxyError, type Violation } from "@compute-proxy/core";
import type { TextEndpoint } from "./wire.js";

/** A request for text as Ollama takes it. */
export interface OllamaCall {
  readonly endpoint: TextEndpoint;
  readonly body: Readonly<Record<string, unknown>>;
}

/**
 * The call for a request: /api/generate for a prompt, /api/chat for messages. Fails with `invalid-request` and all violations,
 * `engine-lacks-model` for a name that no model can have, or `not-capable` for token ids, which Ollama does not take.
 */
export function toTextCall(request: GenerateRequest): OllamaCall {
  checkModel(request.model);
  const violations = [...violationsOf(request)];
  if (violations.length > 0) throw invalid(violations);
  if (request.promptTokenIds.length > 0) {
    throw new ProxyError("not-capable", "Ollama takes no token ids: send the prompt as text, with raw");
  }
  const options = toOptions(request.options);
  const shared = {
    model: request.model,
    stream: true,
    // Without these two Ollama cuts a long prompt, or drops its beginning when the context is full, and says nothing.
    truncate: false,
    shift: false,
    ...(request.logprobs ? { logprobs: true } : {}),
    ...(Object.keys(options).length > 0 ? { options } : {}),
  };
  if (request.messages.length === 0) {
    const raw = request.raw ? { raw: true } : {};
    return { endpoint: "/api/generate", body: { ...shared, prompt: request.prompt, ...raw } };
  }
  // Ollama goes on with a last message of the assistant by itself, as exactly as the model's template lets it.
  const messages = request.messages.map(({ role, content }) => ({ role, content }));
  return { endpoint: "/api/chat", body: { ...shared, messages } };
}

/** The call that tells how the engine renders the prompt of another one. An engine that does not know it writes one token. */
export function toRenderCall({ endpoint, body }: OllamaCall): OllamaCall {
  const { logprobs: _, options, ...same } = body;
  const short = { ...Object(options), num_predict: 1 } as Readonly<Record<string, unknown>>;
  return { endpoint, body: { ...same, stream: false, options: short, _debug_render_only: true } };
}

/** The body of /api/embed for a request. */
export function toEmbedBody(request: EmbedRequest): Readonly<Record<string, unknown>> {
  checkModel(request.model);
  if (request.text === "") throw invalid([{ field: "text", description: "must not be empty" }]);
  return { model: request.model, input: request.text, truncate: false };
}

/** Only what the request sets: num_ctx makes Ollama load the model anew when it differs from the loaded one. */
function toOptions(options: GenerationOptions | undefined): Record<string, unknown> {
  const all = {
    num_predict: options?.maxTokens,
    temperature: options?.temperature,
    top_p: options?.topP,
    top_k: options?.topK,
    stop: options === undefined || options.stop.length === 0 ? undefined : options.stop,
    num_ctx: options?.contextLength,
    seed: options?.seed,
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

function* violationsOf(request: GenerateRequest): Iterable<Violation> {
  const { options } = request;
  yield* promptViolations(request);
  // Ollama takes 0 for "no limit", and no context at all for "the default".
  if (options?.maxTokens === 0) yield { field: "options.max_tokens", description: "must be at least 1" };
  if (options?.contextLength === 0) yield { field: "options.context_length", description: "must be at least 1" };
}

function checkModel(model: string): void {
  if (model === "") throw invalid([{ field: "model", description: "must name a model of the engine" }]);
  if (model.length <= longestModelName) return;
  const rule = `names have at most ${longestModelName} characters`;
  throw new ProxyError("engine-lacks-model", `no engine has a model "${printable(model)}": ${rule}`);
}

function invalid(violations: readonly Violation[]): ProxyError {
  const listed = violations.map(({ field, description }) => `${field} ${description}`).join("; ");
  return new ProxyError("invalid-request", listed, { violations });
}
