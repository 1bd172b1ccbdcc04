import type { Audio } from "@compute-proxy/api";
import type { BackendPort } from "../port.js";

/** A backend that a contract suite has opened for one test. */
export interface BackendUnderTest {
  readonly port: BackendPort;
  /** Requests that are open at the engine now. Without it, the suite cannot see whether the engine was told to stop. */
  openRequests?(): number;
  /** Frees the adapter and its engine. */
  close(): Promise<void>;
}

/** What a contract suite needs to know of an adapter. */
export interface ContractHarness {
  /** Called before each test. An engine for text answers the suite's prompts with more than three tokens. */
  open(): Promise<BackendUnderTest>;
  /** A model for text; without it the rules for text are not run. */
  readonly textModel?: string;
  /** A model for embeddings; without it the rules for embeddings are not run. */
  readonly embeddingModel?: string;
  /** A voice; without it the rules for speech are not run. The engine speaks for a second or more on the suite's text. */
  readonly voice?: string;
  /**
   * A model for recordings; without it the rules for recordings are not run. An engine whose open requests are told works on
   * 30 s of silence until it is told to stop.
   */
  readonly transcriptionModel?: string;
  /** A recording of somebody who speaks; without it, recordings of silence are all that is heard. */
  readonly speech?: () => Promise<Audio>;
  /** Whether the engine tells logprobs when asked. Default true. */
  readonly givesLogprobs?: boolean;
  /**
   * How the engine goes on exactly with its own answer to the suite's prompt; with any of them it tells its rendered prompt too. Default:
   * in no way.
   */
  readonly continues?: ReadonlyArray<"token-ids" | "raw" | "prefill">;
  /** Whether the same request at temperature 0 gives the same text again. A real engine's prompt cache may turn a close call. Default true. */
  readonly deterministic?: boolean;
}

/** What the rules of one capability are run with. */
export interface ContractContext {
  readonly harness: ContractHarness;
  /** The backend of the running test, the way in which it is called included. */
  readonly backend: () => BackendUnderTest;
}
