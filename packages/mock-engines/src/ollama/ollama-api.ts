import { jsonAnswer, textAnswer } from "../answer.js";
import type { EngineApi, EngineRequest, Route, Setup } from "../api.js";
import { answerEmbed } from "./answer-embed.js";
import { answerText } from "./answer-text.js";
import { findModel, lacking, listedModels, psOf, showOf, tagsOf } from "./models.js";
import { parseBody, stringOf } from "./parse-body.js";
import { asksRendering } from "./render-prompt.js";

/** What Ollama 0.24.0 answers. */
export function ollamaApi(setup: Setup): EngineApi {
  const models = listedModels(setup.models);
  const tags = tagsOf(models);
  const loaded = new Set<string>();

  const show = ({ body: bytes }: EngineRequest) => {
    const parsed = parseBody(bytes, { model: "string", name: "string" });
    if (parsed.kind === "refused") return parsed.answer;
    const name = stringOf(parsed.body["model"]) || stringOf(parsed.body["name"]);
    const model = findModel(models, name);
    return model ? showOf(model) : lacking(name, (unknown) => `model '${unknown}' not found`);
  };
  const text = (endpoint: "/api/generate" | "/api/chat"): Route => ({
    method: "POST",
    path: endpoint,
    work: "text",
    isWork: ({ body }) => !asksRendering(body),
    answer: (request) => {
      const answer = answerText(request, endpoint, models, setup);
      if (answer.kind === "text") loaded.add(answer.plan.model);
      return answer;
    },
  });

  return {
    routes: [
      { method: "GET", path: "/", answer: () => textAnswer(200, "Ollama is running") },
      { method: "GET", path: "/api/version", answer: () => jsonAnswer({ version: "0.24.0" }) },
      { method: "GET", path: "/api/tags", answer: () => tags },
      { method: "GET", path: "/api/ps", answer: () => psOf(loaded) },
      { method: "POST", path: "/api/show", answer: show },
      text("/api/generate"),
      text("/api/chat"),
      { method: "POST", path: "/api/embed", work: "embedding", answer: (request) => answerEmbed(request, models) },
    ],
    notFound: () => textAnswer(404, "404 page not found", "text/plain"),
    wrongMethod: () => textAnswer(405, "405 method not allowed", "text/plain"),
  };
}
