import type { GenerateRequest } from "@compute-proxy/api/backend/v1";
import { assertNever } from "@compute-proxy/core";
import type { ContinuationRequest } from "@compute-proxy/forwarding";

/** A request that makes the next backend go on. What is not about the text so far is as in the first one. */
export function continuingRequest(
  first: GenerateRequest,
  { input, options }: Extract<ContinuationRequest, { kind: "ask" }>,
): GenerateRequest {
  const bare = { ...first, options, prompt: "", messages: [] };
  switch (input.kind) {
    case "token-ids":
      return { ...bare, promptTokenIds: [...input.ids] };
    case "raw":
      return { ...bare, prompt: input.prompt, raw: true };
    case "prefill":
      return { ...bare, messages: [...input.messages], continueLastMessage: true };
    case "restart":
      return { ...bare, prompt: input.prompt, messages: [...input.messages] };
    default:
      return assertNever(input);
  }
}
