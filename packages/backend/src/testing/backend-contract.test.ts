import { type GenerateRequest } from "@compute-proxy/api/backend/v1";
import { ProxyError } from "@compute-proxy/core";
import { describeBackendContract } from "./backend-contract.js";
import { type ScriptedAnswer, scriptedBackend } from "./scripted-backend.js";

const words = ["one", " two", " three", " four", " five", " six", " 😀", " 漢字"];

/** An engine that keeps the rules of Generate; the scripted backend leaves them to its script. */
function honest(_call: number, request: GenerateRequest): ScriptedAnswer {
  const asked = [request.prompt !== "", request.messages.length > 0].filter(Boolean).length;
  if (asked !== 1)
    return { error: new ProxyError("invalid-request", "exactly one of prompt and messages must be set") };
  if (request.model !== "any")
    return { error: new ProxyError("engine-lacks-model", `there is no model ${request.model}`) };
  const most = request.options?.maxTokens ?? words.length;
  const deltas = words.slice(0, most);
  return {
    deltas,
    ...(request.logprobs ? { probabilities: deltas.map(() => 0.5) } : {}),
    finishReason: most < words.length ? "length" : "stop",
  };
}

describeBackendContract("scripted backend", {
  textModel: "any",
  open: async () => {
    const backend = scriptedBackend({ id: "scripted" }, honest);
    return { port: backend.port, openRequests: backend.open, close: () => backend.close() };
  },
});
