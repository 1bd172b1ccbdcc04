import type { Audio } from "@compute-proxy/api";
import type { Gates } from "@compute-proxy/forwarding";
import type { Clock } from "@compute-proxy/core";
import type { Rung } from "../route/rung.js";
import type { StageAnswer } from "./answer.js";
import type { Departure } from "./departure.js";
import type { TextMoves } from "./failover/text-moves.js";

/** What an attempt produces before its end. */
export type StagePiece =
  /** Without a number of tokens it counts as one. */
  | { readonly kind: "text"; readonly text: string; readonly tokens?: number }
  | { readonly kind: "audio"; readonly audio: Audio };

/** What an attempt runs in. */
export interface AttemptCall {
  readonly signal: AbortSignal;
  readonly clock: Clock;
  /** Of its rung in the route. */
  readonly index: number;
  /** Attempts that may follow. */
  readonly attemptsLeft: number;
  /** Whether the client has anything of the stage. */
  isShown(): boolean;
  /** Whether it has anything that cannot be taken back. */
  isFinal(): boolean;
  /**
   * Waits with what it is given while others may have the attempt's place: the engine has nothing to do. When that resolves with true,
   * there is more, and a place is waited for again, which is never refused.
   */
  rest(untilNext: () => Promise<boolean>): Promise<void>;
  /** Told before the attempt is ended because its backend is left. */
  leave(departure: Departure): void;
  /** For people: added to what is said of the attempt. */
  note(message: string): void;
}

/** What the attempt loop needs to know of a stage type: how one attempt runs, and what its answer must pass. */
export interface StageWork {
  readonly gates: Gates;
  /**
   * One attempt on one rung, which begins now: yields pieces as the engine produces them, returns the answer, throws ProxyError.
   * Leaving it early closes the engine's request.
   */
  attempt(rung: Rung, call: AttemptCall): AsyncGenerator<StagePiece, StageAnswer, void>;
  /** Told of each pause before a retry, in ms. Absent: no clock of the stage counts it. */
  paused?(ms: number): void;
  /** What is left of the stage's own time, in ms; undefined: it sets no limit. Absent: none of its clocks counts pauses. */
  timeLeft?(): number | undefined;
  /** How text that has begun goes on elsewhere. Absent: it does not. */
  readonly moves?: TextMoves | undefined;
}
