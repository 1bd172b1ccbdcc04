import type { Pace } from "../pace.js";
import type { BegunText } from "./begun-text.js";

/** The two endpoints that write text. */
export type TextEndpoint = "/api/generate" | "/api/chat";

/** An answer in text, before it is bytes. */
export interface TextPlan {
  readonly endpoint: TextEndpoint;
  readonly model: string;
  readonly tokens: readonly string[];
  /** Undefined where nothing of the answer was there already. */
  readonly begun: BegunText | undefined;
  readonly doneReason: "stop" | "length" | "load" | "unload";
  /** Undefined when the request did not ask for them. */
  readonly logprobs: LogprobPlan | undefined;
  /** 0 where nothing was to be read. */
  readonly promptTokens: number;
  readonly stream: boolean;
  /** A raw prompt gets no `context`. */
  readonly raw: boolean;
  readonly pace: Pace;
}

/** Which log probabilities a text has. */
export interface LogprobPlan {
  /** Chosen by the prompt, 0 to 63. */
  readonly variant: number;
  /** Alternatives a token, 0 to 20. */
  readonly top: number;
}
