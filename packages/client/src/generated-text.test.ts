import { GenerateStreamResponse } from "@compute-proxy/api";
import { describe, expect, it } from "@jest/globals";
import { generatedText } from "./generated-text.js";

type Message = Parameters<typeof GenerateStreamResponse.fromPartial>[0];

const done: Message = { done: true, backendUsed: "npu", runId: "call-1" };

async function* stream(messages: readonly Message[]): AsyncGenerator<GenerateStreamResponse, void, void> {
  for (const message of messages) yield GenerateStreamResponse.fromPartial(message);
}

async function read(messages: readonly Message[]) {
  const steps = [];
  for await (const step of generatedText(stream(messages))) steps.push(step);
  return steps;
}

describe("the text of GenerateStream", () => {
  it("comes in pieces and ends with the whole and the last message", async () => {
    const steps = await read([{ token: "🦙" }, { token: "!", sequence: 1, textOffset: 1 }, done]);

    expect(steps).toMatchObject([
      { kind: "text", text: "🦙", provisional: false, current: "🦙" },
      { kind: "text", text: "!", current: "🦙!" },
      { kind: "end", text: "🦙!", response: { backendUsed: "npu", runId: "call-1" } },
    ]);
  });

  it("is empty where the engine had nothing to say", async () => {
    await expect(read([done])).resolves.toMatchObject([{ kind: "end", text: "" }]);
  });

  it.each<{ what: string; messages: readonly Message[]; says: string }>([
    { what: "without done", messages: [{ token: "a" }], says: "the text so far is not an answer" },
    {
      what: "that lacks a piece",
      messages: [{ token: "a" }, { token: "c", sequence: 2, textOffset: 2 }, done],
      says: "piece 2 came where piece 1 was due",
    },
    {
      what: "that repeats a piece",
      messages: [{ token: "a" }, { token: "a" }, done],
      says: "piece 0 came where piece 1 was due",
    },
    {
      what: "that lacks a character",
      messages: [{ token: "a" }, { token: "c", sequence: 1, textOffset: 2 }, done],
      says: "a part is missing",
    },
    { what: "with two ends", messages: [done, done], says: "went on after its last message" },
  ])("refuses a stream $what", async ({ messages, says }) => {
    await expect(read(messages)).rejects.toMatchObject({ code: "DATA_LOSS", message: expect.stringContaining(says) });
  });
});
