import type { Stage } from "@compute-proxy/api";
import { type Channel, createChannel, ProxyError, untilAborted } from "@compute-proxy/core";
import type { RunEvent } from "../event.js";
import { type OpenSentenceFeed, openSentenceFeed } from "../speech/sentence-feed.js";
import { sentenceSplitter } from "../speech/sentences.js";
import { runStage, type StageScope } from "./run-stage.js";
import type { FinishedStage } from "./stage-result.js";

/** Two stages that ran side by side. */
export interface SpokenText {
  readonly written: FinishedStage;
  /** Undefined when the text failed before there was a sentence to say. */
  readonly spoken: FinishedStage | undefined;
}

/** Events that may wait for the consumer: a slow client holds both stages back. */
const waitingEvents = 16;

/** Whether a stage can speak while the stage above it is still writing: it takes the text as it is, and text may be shown. */
export function canSpeakWhileWriting({ stage, options }: StageScope, next: Stage | undefined): next is Stage {
  return (
    options.enableStreaming &&
    stage.type === "text_generation" &&
    // What is spoken cannot be taken back.
    stage.forwardingPolicy?.streaming !== "provisional" &&
    next?.type === "text_to_audio" &&
    !next.inputTransform &&
    !next.when
  );
}

/**
 * Runs a text stage and the stage that speaks its text side by side: each sentence is spoken as soon as it is whole. Yields the
 * events of both, each stage's own in order, their stageEnd included. Leaving early stops both.
 */
export async function* speakWhileWriting(
  writer: StageScope,
  speaker: Stage,
): AsyncGenerator<RunEvent, SpokenText, void> {
  const left = new AbortController();
  const signal = AbortSignal.any([writer.context.signal, left.signal]);
  const context = { ...writer.context, signal, reads: "events" as const };
  const feed = openSentenceFeed();
  const events = createChannel<RunEvent>(waitingEvents);
  let written: FinishedStage | undefined;

  const write = async (): Promise<void> => {
    written = await pump(runStage({ ...writer, context }), events, signal, sentencesInto(feed));
    feed.end(written.error && unfinished(writer.stage, speaker));
    await events.push(stageEnd(written), signal);
  };
  const speak = async (): Promise<FinishedStage | undefined> => {
    await untilAborted(feed.begun, signal);
    if (feed.isEmpty() && written?.error) return undefined;
    const spoken = await pump(runStage({ ...writer, stage: speaker, sentences: feed, context }), events, signal);
    await events.push(stageEnd(spoken), signal);
    return spoken;
  };

  const both = Promise.allSettled([write(), speak()]);
  void both.then(([writing, speaking]) => {
    const failed = [writing, speaking].find((end) => end.status === "rejected");
    events.close(failed?.reason);
  });
  try {
    yield* events;
    const [, speaking] = await both;
    if (!written || speaking.status === "rejected")
      throw new ProxyError("internal", "two stages ended without a result");
    return { written, spoken: speaking.value };
  } finally {
    left.abort();
    await both;
  }
}

/** Passes a stage's events on, and resolves with its result. */
async function pump(
  stage: AsyncGenerator<RunEvent, FinishedStage, void>,
  events: Channel<RunEvent>,
  signal: AbortSignal,
  see: { event(event: RunEvent): void; end(): void } = { event: () => undefined, end: () => undefined },
): Promise<FinishedStage> {
  try {
    for (;;) {
      const step = await stage.next();
      if (step.done === true) {
        see.end();
        return step.value;
      }
      see.event(step.value);
      await events.push(step.value, signal);
    }
  } finally {
    await stage.return(undefined as never);
  }
}

function sentencesInto(feed: OpenSentenceFeed): { event(event: RunEvent): void; end(): void } {
  const splitter = sentenceSplitter();
  return {
    event(event) {
      if (event.$case === "textDelta") feed.add(splitter.add(event.value.text));
    },
    end: () => feed.add(splitter.end()),
  };
}

function stageEnd({ result }: FinishedStage): RunEvent {
  return { $case: "stageEnd", value: { result } };
}

function unfinished(writer: Stage, speaker: Stage): ProxyError {
  return new ProxyError(
    "input-not-usable",
    `stage "${speaker.id}": stage "${writer.id}" failed before its text was whole`,
    { stageId: speaker.id },
  );
}
