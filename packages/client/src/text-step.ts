/** A piece of a text to show. */
export interface ShownText {
  readonly kind: "text";
  /** Whose text it is; "" of a call without a pipeline. */
  readonly stageId: string;
  readonly text: string;
  /** Where it begins in the stage's text, in Unicode scalar values. */
  readonly textOffset: number;
  /** Whether it may still be taken back. What has not been when the stage ends stands. */
  readonly provisional: boolean;
  /** The stage's text as it stands now, this piece included. */
  readonly current: string;
}

/** Shown text that is taken back. */
export interface RetractedText {
  readonly kind: "retracted";
  readonly stageId: string;
  /** Everything from here on is taken back, in Unicode scalar values of the stage's text. */
  readonly textOffset: number;
  readonly takenBack: string;
  /** What of the stage's text still stands. */
  readonly current: string;
  /** The server's code: low-confidence, ... */
  readonly reason: string;
}

/** The answer is whole. */
export interface EndedText<Response> {
  readonly kind: "end";
  /** What it came to; undefined where that is no text. */
  readonly text: string | undefined;
  readonly response: Response;
}

/** What a client that shows text has to do next. `Response` is what the call ended with. */
export type TextStep<Response> = ShownText | RetractedText | EndedText<Response>;
