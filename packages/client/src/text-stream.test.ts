import { Pipeline, PipelineStreamResponse } from "@compute-proxy/api";
import { scriptedBackend } from "@compute-proxy/backend/testing";
import { ProxyError } from "@compute-proxy/core";
import { startTestService } from "@compute-proxy/service/testing";
import { describe, expect, it } from "@jest/globals";
import { createComputeClient, isComputeError } from "./index.js";
import { textStream } from "./text-stream.js";

type Event = NonNullable<Parameters<typeof PipelineStreamResponse.fromPartial>[0]["event"]>;

const delta = (text: string, textOffset: number, more: object = {}): Event => ({
  $case: "textDelta",
  value: { stageId: "s", text, textOffset, ...more },
});
const retracted = (textOffset: number): Event => ({
  $case: "retracted",
  value: { stageId: "s", textOffset, reason: "low-confidence" },
});
const succeeded = (text: string): Event => ({
  $case: "runEnd",
  value: { success: true, finalOutput: { kind: { $case: "text", value: text } } },
});
const start: Event = { $case: "runStart", value: { pipelineId: "p" } };

async function* stream(events: readonly Event[], error?: Error): AsyncGenerator<PipelineStreamResponse, void, void> {
  for (const [sequence, event] of events.entries()) yield PipelineStreamResponse.fromPartial({ sequence, event });
  if (error) throw error;
}

/** The steps until the stream has ended or failed. */
async function read(events: readonly Event[], error?: Error) {
  const steps = [];
  try {
    for await (const step of textStream(stream(events, error))) steps.push(step);
    return { steps, failure: undefined };
  } catch (failure) {
    return { steps, failure };
  }
}

describe("the text of a streamed run", () => {
  it("comes in pieces, each with the text so far, and ends with the result", async () => {
    const { steps } = await read([start, delta("Gr", 0), delta("een", 2), succeeded("Green")]);

    expect(steps).toMatchObject([
      { kind: "text", stageId: "s", text: "Gr", provisional: false, current: "Gr" },
      { kind: "text", text: "een", textOffset: 2, current: "Green" },
      { kind: "end", text: "Green", response: { success: true } },
    ]);
  });

  it.each([
    { what: "all of it", offset: 0, stands: "", takenBack: "Blue 🦙 sky" },
    { what: "a part, counted in characters", offset: 6, stands: "Blue 🦙", takenBack: " sky" },
  ])("is taken back: $what", async ({ offset, stands, takenBack }) => {
    const provisional = { provisional: true };
    const shown = [delta("Blue 🦙", 0, provisional), delta(" sky", 6, provisional)];

    const { steps } = await read([...shown, retracted(offset), delta("!", offset), succeeded("!")]);

    expect(steps).toMatchObject([
      { provisional: true, current: "Blue 🦙" },
      { provisional: true, current: "Blue 🦙 sky" },
      { kind: "retracted", textOffset: offset, takenBack, current: stands, reason: "low-confidence" },
      { kind: "text", provisional: false, current: `${stands}!` },
      { kind: "end" },
    ]);
  });

  it("is one for each stage", async () => {
    const other: Event = { $case: "textDelta", value: { stageId: "t", text: "two", textOffset: 0 } };

    const { steps } = await read([delta("on", 0), other, delta("e", 2), succeeded("two")]);

    expect(steps.slice(0, 3)).toMatchObject([{ current: "on" }, { stageId: "t", current: "two" }, { current: "one" }]);
  });

  it("is the answer alone where no piece was shown before", async () => {
    const { steps } = await read([start, succeeded("held back")]);

    expect(steps).toMatchObject([{ kind: "end", text: "held back" }]);
  });
});

describe("a streamed run that is broken", () => {
  const rows: ReadonlyArray<{
    readonly what: string;
    readonly events: readonly Event[];
    readonly says: string;
  }> = [
    { what: "has no result", events: [delta("a", 0)], says: "the text so far is not an answer" },
    { what: "has nothing at all", events: [], says: "the text so far is not an answer" },
    { what: "lacks a piece", events: [delta("a", 0), delta("c", 2)], says: "a part is missing" },
    { what: "repeats a piece", events: [delta("ab", 0), delta("b", 1)], says: "a part came twice" },
    { what: "takes back what it never gave", events: [delta("a", 0), retracted(2)], says: "a part is missing" },
    { what: "goes on after its result", events: [succeeded("a"), delta("a", 0)], says: "went on after its last" },
    { what: "has two results", events: [succeeded("a"), succeeded("a")], says: "went on after its last" },
  ];

  it.each(rows)("never looks finished: it $what", async ({ events, says }) => {
    const { steps, failure } = await read(events);

    expect(failure).toMatchObject({ name: "ComputeError", code: "DATA_LOSS", message: expect.stringContaining(says) });
    expect(steps.some(({ kind }) => kind === "end")).toBe(false);
  });

  it("never looks finished: its call fails after the result", async () => {
    const gone = new Error("gone");

    const { steps, failure } = await read([succeeded("a")], gone);

    expect([steps, failure]).toEqual([[], gone]);
  });

  it("throws the error of the stage that failed", async () => {
    const error = { code: "UNAVAILABLE", reason: "engine-reset", message: "it broke", stageId: "s", backend: "npu" };

    const { steps, failure } = await read([delta("a", 0), { $case: "runEnd", value: { success: false, error } }]);

    expect(failure).toMatchObject({ name: "ComputeError", ...error });
    expect(steps).toMatchObject([{ current: "a" }]);
  });
});

describe("over a real connection", () => {
  const only = { id: "only", type: "text_generation", model: "small" };
  const pipelines = [Pipeline.fromPartial({ id: "one", stages: [only] })];

  it.each([
    { what: "an answer", error: undefined, kinds: ["text", "text", "end"], code: undefined },
    {
      what: "an engine that dies in the middle",
      error: new ProxyError("engine-reset", "gone"),
      kinds: ["text", "text"],
      code: "UNAVAILABLE",
    },
  ])("$what is read as it is", async ({ error, kinds, code }) => {
    const backend = scriptedBackend({ id: "npu" }, () => ({ deltas: ["Gr", "een"], ...(error && { error }) }));
    const service = await startTestService({ backends: [backend], pipelines });
    const client = createComputeClient({ address: service.address });
    const seen: string[] = [];

    const reading = (async () => {
      for await (const { kind } of textStream(client.streamPipeline("one", "hi"))) seen.push(kind);
    })();
    const failure: unknown = await reading.catch((thrown: unknown) => thrown);

    expect(seen).toEqual(kinds);
    expect(isComputeError(failure) ? failure.code : failure).toBe(code);
    client.close();
    await service.close();
  });
});
