import { GenerateRequest, type TokenLogprob } from "@compute-proxy/api/backend/v1";
import type { BackendPort } from "@compute-proxy/backend";
import { ProxyError, throwIfAborted } from "@compute-proxy/core";
import type { AskedQuestion, ShortReply } from "@compute-proxy/forwarding";

/** One call to the engine whose whole reply is wanted at once. Throws as the port does, and `no-final-record`. */
export async function askAgain(
  port: Pick<BackendPort, "generate">,
  model: string,
  { messages, options }: AskedQuestion,
  signal: AbortSignal,
): Promise<ShortReply> {
  const request = GenerateRequest.fromPartial({ model, messages: [...messages], options, logprobs: true });
  const logprobs: TokenLogprob[] = [];
  let text = "";
  for await (const { part } of port.generate(request, { signal })) {
    throwIfAborted(signal);
    if (part?.$case === "end") return { text, logprobs };
    if (part?.$case !== "delta") continue;
    text += part.value.text;
    logprobs.push(...part.value.logprobs);
  }
  throwIfAborted(signal);
  throw new ProxyError("no-final-record", "the engine's reply ended without its final record");
}
