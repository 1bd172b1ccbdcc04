import type { ServerResponse } from "node:http";
import { type FakeAnswer, type FakeReply, jsonReply } from "./fake-answer.js";
import {
  defaultFakeModels,
  fakeEmbedding,
  type FakeModel,
  fakeModelCan,
  findFakeModel,
  showOf,
  tagsOf,
} from "./fake-models.js";
import { fakeRendering } from "./fake-rendering.js";
import type { FakeRequest } from "./fake-request.js";
import { type AnswerContext, writeAnswer, writeReply } from "./write-answer.js";

/** What the engine has and says. */
export interface FakeEngine {
  /** Default: the three rungs of text models, and all-minilm:latest for embeddings. */
  readonly models?: readonly FakeModel[];
  /** Default "0.24.0". */
  readonly version?: string;
  /** The answer to a request for text; `text` is the prompt, or the last message, which may be one to be continued. Default: four tokens with logprobs. */
  readonly answer?: (text: string, request: FakeRequest) => FakeAnswer;
}

/** The engine's own answer to a request. */
export async function respond(
  request: FakeRequest,
  response: ServerResponse,
  engine: FakeEngine,
  gone: AbortSignal,
): Promise<void> {
  const models = engine.models ?? defaultFakeModels;
  switch (request.path) {
    case "/api/version":
      return writeReply(response, jsonReply({ version: engine.version ?? "0.24.0" }), gone);
    case "/api/tags":
      return writeReply(response, jsonReply(tagsOf(models)), gone);
    case "/api/show": {
      const model = findFakeModel(models, request.body["model"]);
      return writeReply(response, model ? jsonReply(showOf(model)) : unknownModel(request), gone);
    }
    case "/api/embed":
      return writeReply(response, embedReply(request, models), gone);
    case "/api/generate":
    case "/api/chat":
      return writeAnswer(response, textAnswer(request, models, engine), contextOf(request, gone));
    default:
      return writeReply(
        response,
        { kind: "response", status: 404, headers: { "content-type": "text/plain" }, body: "404 page not found" },
        gone,
      );
  }
}

function textAnswer(request: FakeRequest, models: readonly FakeModel[], engine: FakeEngine): FakeAnswer {
  const model = findFakeModel(models, request.body["model"]);
  if (!model) return unknownModel(request);
  const kind = request.path === "/api/chat" ? "chat" : "generate";
  if (!fakeModelCan(model, "completion")) return jsonReply({ error: `"${model.name}" does not support ${kind}` }, 400);
  if (isLoad(request)) return load;
  const text = lastText(request);
  if (request.body["_debug_render_only"] === true) return renderingOf(request, model);
  if (request.body["truncate"] === false && words(allText(request)) > contextOfModel(request, model)) return tooLong;
  return engine.answer?.(text, request) ?? defaultAnswer;
}

function renderingOf(request: FakeRequest, model: FakeModel): FakeReply {
  return jsonReply({
    model: model.name,
    created_at: "2026-11-22T12:00:00Z",
    ...(request.path === "/api/chat" ? chatField("") : { response: "" }),
    done: false,
    _debug_info: { rendered_template: fakeRendering(request.body) },
  });
}

/** Nothing to answer: the real engine loads the model and says so, without counters. */
const load: FakeAnswer = {
  kind: "tokens",
  tokens: [],
  doneReason: "load",
  final: {
    prompt_eval_count: undefined,
    prompt_eval_duration: undefined,
    eval_count: undefined,
    eval_duration: undefined,
  },
};

const defaultAnswer: FakeAnswer = {
  kind: "tokens",
  tokens: ["This", " is", " fake", "."],
  logprobs: [-0.1, -0.2, -0.05, -0.01],
};

const tooLong = jsonReply({ error: "the input length exceeds the context length" }, 400);

function embedReply(request: FakeRequest, models: readonly FakeModel[]): FakeReply {
  const model = findFakeModel(models, request.body["model"]);
  if (!model) return unknownModel(request);
  const input = request.body["input"];
  const inputs = (Array.isArray(input) ? input : [input]).filter((text) => text !== "").map(String);
  const count = words(inputs.join(" "));
  if (request.body["_debug_render_only"] === true) return renderingOf(request, model);
  if (request.body["truncate"] === false && count > (model.contextLength ?? 2048)) return tooLong;
  const embeddings = inputs.map((text) => fakeEmbedding(text, model.dimensions ?? 8));
  return jsonReply({
    model: model.name,
    embeddings,
    total_duration: 41_000_000,
    load_duration: 2_000_000,
    prompt_eval_count: count,
  });
}

function unknownModel(request: FakeRequest): FakeReply {
  return jsonReply({ error: `model '${String(request.body["model"])}' not found` }, 404);
}

function contextOf(request: FakeRequest, gone: AbortSignal): AnswerContext {
  const limit = optionOf(request, "num_predict");
  return {
    model: String(request.body["model"]),
    field: request.path === "/api/chat" ? chatField : (text) => ({ response: text }),
    promptTokens: words(allText(request)),
    wantsLogprobs: request.body["logprobs"] === true,
    // As the real engine: 0 and below mean no limit.
    limit: limit !== undefined && limit > 0 ? limit : undefined,
    gone,
  };
}

function chatField(content: string): Record<string, unknown> {
  return { message: { role: "assistant", content } };
}

function contextOfModel(request: FakeRequest, model: FakeModel): number {
  return optionOf(request, "num_ctx") ?? model.contextLength ?? 2048;
}

function optionOf(request: FakeRequest, name: string): number | undefined {
  const options = request.body["options"];
  if (typeof options !== "object" || options === null) return undefined;
  const value: unknown = Reflect.get(options, name);
  return typeof value === "number" ? value : undefined;
}

function isLoad(request: FakeRequest): boolean {
  return request.path === "/api/chat" ? contents(request).length === 0 : lastText(request) === "";
}

function lastText(request: FakeRequest): string {
  return request.path === "/api/chat" ? (contents(request).at(-1) ?? "") : promptOf(request);
}

function allText(request: FakeRequest): string {
  return request.path === "/api/chat" ? contents(request).join(" ") : promptOf(request);
}

function promptOf(request: FakeRequest): string {
  const prompt = request.body["prompt"];
  return typeof prompt === "string" ? prompt : "";
}

function contents(request: FakeRequest): string[] {
  const messages: unknown = request.body["messages"];
  if (!Array.isArray(messages)) return [];
  return messages.map((message: unknown) =>
    typeof message === "object" && message !== null && "content" in message ? String(message.content) : "",
  );
}

function words(text: string): number {
  return text.split(/\s+/u).filter((word) => word !== "").length;
}
