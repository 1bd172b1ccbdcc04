import { ComputeError } from "./compute-error.js";

/** How the messages of a stream are read. */
export interface StreamReading<Message, Step> {
  /** Whether the message says that the answer is whole. */
  readonly isTerminal: (message: Message) => boolean;
  /** What another message means for the reader; undefined: nothing. */
  readonly toStep: (message: Message) => Step | undefined;
}

/**
 * The steps of a stream, and then its terminal message, given when the call itself has ended well: a stream that breaks off never looks
 * finished. Throws DATA_LOSS when that message is missing, or is not the last one.
 */
export async function* untilTerminal<Message, Step>(
  messages: AsyncIterable<Message>,
  { isTerminal, toStep }: StreamReading<Message, Step>,
): AsyncGenerator<Step, Message, undefined> {
  let terminal: Message | undefined;
  for await (const message of messages) {
    if (terminal !== undefined) throw new ComputeError("DATA_LOSS", "the stream went on after its last message");
    if (isTerminal(message)) {
      terminal = message;
      continue;
    }
    const step = toStep(message);
    if (step !== undefined) yield step;
  }
  if (terminal !== undefined) return terminal;
  throw new ComputeError("DATA_LOSS", "the stream ended without its last message: the text so far is not an answer");
}
