import type { GenerateRequest } from "@compute-proxy/api/backend/v1";
import { ProxyError } from "@compute-proxy/core";
import { answerTo } from "./answer.js";
import { conversationOf } from "./conversation.js";
import { deliver, type Delivery } from "./deliveries.js";
import type { SimulatedModel } from "./models.js";
import { renderPrompt } from "./render.js";
import { samplingOf } from "./sampling.js";
import { countTokens } from "./tokenize.js";

/** Everything about a generation but its time. */
export interface Plan {
  /** The prompt as the model reads it. */
  readonly rendered: string;
  readonly tokensIn: number;
  /** One for each generated token. */
  readonly deliveries: readonly Delivery[];
  readonly finishReason: "stop" | "length";
}

/** Plans a generation. Throws `invalid-request`, or `prompt-too-long` when the context has no room for an answer. */
export function planGeneration(request: GenerateRequest, model: SimulatedModel, seed: number): Plan {
  const rendered = renderPrompt(request);
  const conversation = conversationOf(rendered);
  const sampling = samplingOf(request.options, model.contextLength);
  const tokensIn = tokensWithin(conversation.text + conversation.begun, sampling.contextLength - 1, model.name);

  const { tokens } = answerTo(conversation, { seed, model }, sampling);
  const room = Math.min(sampling.maxTokens, sampling.contextLength - tokensIn);
  const { deliveries, stopped } = deliver(tokens.slice(0, room), sampling.stop);
  return { rendered, tokensIn, deliveries, finishReason: stopped || tokens.length <= room ? "stop" : "length" };
}

/** How many tokens a text has. Throws `prompt-too-long` when they are more than `most`. */
export function tokensWithin(text: string, most: number, model: string): number {
  const count = countTokens(text, most);
  if (count <= most) return count;
  throw new ProxyError(
    "prompt-too-long",
    `the text has more than the ${most} tokens for which model "${model}" has room`,
  );
}
