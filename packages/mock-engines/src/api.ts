import type { IncomingHttpHeaders } from "node:http";
import type { Answer, PlainAnswer, Work } from "./answer.js";
import type { Pace } from "./pace.js";

/** A request that came whole. */
export interface EngineRequest {
  /** Without a query. */
  readonly path: string;
  readonly headers: Readonly<IncomingHttpHeaders>;
  readonly body: Buffer;
}

/** One path of an engine. */
export interface Route {
  readonly method: "GET" | "POST";
  readonly path: string;
  /** Set where a request is an attempt. */
  readonly work?: Work;
  /** Whether this request is one. Default: every one is. */
  readonly isWork?: (request: EngineRequest) => boolean;
  readonly answer: (request: EngineRequest) => Answer | Promise<Answer>;
}

/** What one kind of engine answers. */
export interface EngineApi {
  readonly routes: readonly Route[];
  readonly notFound: (path: string) => PlainAnswer;
  readonly wrongMethod: (path: string) => PlainAnswer;
}

/** What the engines of one port say, and how fast. */
export interface Setup {
  /** Models that the Ollama API has beside its own. */
  readonly models: readonly string[];
  /** Length of an answer. */
  readonly tokens: number;
  readonly seed: number;
  /** The pace as it is now. */
  readonly pace: () => Pace;
}
