import type { Scope } from "@compute-proxy/backend";

/** What a method knows of its call besides the request. */
export interface CallScope extends Scope {
  /** Names the call in the log and in an INTERNAL answer; a run that the call starts has the same id. */
  readonly callId: string;
  /** What was left of the client's deadline when the request had arrived, in ms. Undefined: the client set none. */
  readonly remainingMs: number | undefined;
}
