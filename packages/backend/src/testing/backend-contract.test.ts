import { type GenerateRequest } from "@compute-proxy/api/backend/v1";
import { ProxyError } from "@compute-proxy/core";
import { promptViolations } from "../prompt-violations.js";
import { describeBackendContract } from "./backend-contract.js";
import { type ScriptedAnswer, scriptedBackend } from "./scripted-backend.js";

const words = ["one", " two", " three", " four", " five", " six", " 😀", " 漢字"];

const mark = "<answer>";

/** How many words of the answer are there already. */
function begunBy({ prompt, messages }: GenerateRequest): number {
  const begun = prompt === "" ? messages.at(-1) : { role: "assistant", content: prompt.split(mark)[1] ?? "" };
  if (begun?.role !== "assistant") return 0;
  return words.findIndex((_, count) => words.slice(0, count).join("") === begun.content);
}

/** An engine that keeps the rules of Generate; the scripted backend leaves them to its script. */
function honest(_call: number, request: GenerateRequest): ScriptedAnswer {
  const [violation] = promptViolations(request);
  if (violation) return { error: new ProxyError("invalid-request", `${violation.field} ${violation.description}`) };
  if (request.promptTokenIds.length > 0) return { error: new ProxyError("not-capable", "it takes no token ids") };
  if (request.model !== "any")
    return { error: new ProxyError("engine-lacks-model", `there is no model ${request.model}`) };
  const most = request.options?.maxTokens ?? words.length;
  const deltas = words.slice(begunBy(request), begunBy(request) + most);
  return {
    begin: { renderedPrompt: request.prompt + mark, templateDigest: "t" },
    deltas,
    tokens: deltas.map(() => 1),
    ...(request.logprobs ? { probabilities: deltas.map(() => 0.5) } : {}),
    finishReason: most < words.length ? "length" : "stop",
  };
}

describeBackendContract("scripted backend", {
  textModel: "any",
  continues: ["raw", "prefill"],
  open: async () => {
    const backend = scriptedBackend({ id: "scripted" }, honest);
    return { port: backend.port, openRequests: backend.open, close: () => backend.close() };
  },
});
