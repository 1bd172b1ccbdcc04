import { Pipeline } from "@compute-proxy/api";
import { type ScriptedAnswer, type ScriptedBackend, scriptedBackend } from "@compute-proxy/backend/testing";
import { ProxyError } from "@compute-proxy/core";
import { deferred } from "@compute-proxy/core/testing";
import { afterEach, describe, expect, it } from "@jest/globals";
import { startTestService, type TestService, until, wireClient, type WireClient } from "../testing/index.js";

let service: TestService;
let client: WireClient;

afterEach(async () => {
  client.channel.close();
  await service.close();
});

/** A message of either stream: the text in it, and whether it says that this was all. */
interface Piece {
  readonly text: string;
  readonly terminal: boolean;
}

type Compute = WireClient["compute"];

const calls: ReadonlyArray<{
  readonly call: string;
  /** How a failure of the stage is told: the call of one stage fails; a run has a result that says so. */
  readonly onFailure: "error" | "result";
  readonly open: (compute: Compute) => AsyncIterable<Piece>;
}> = [
  {
    call: "GenerateStream",
    onFailure: "error",
    async *open(compute) {
      for await (const { token, done } of compute.generateStream({ prompt: "hi", model: "small" })) {
        yield { text: token, terminal: done === true };
      }
    },
  },
  {
    call: "ExecutePipelineStream",
    onFailure: "result",
    async *open(compute) {
      for await (const { event } of compute.executePipelineStream({ pipelineId: "p", input: { text: "hi" } })) {
        const text = event?.$case === "textDelta" ? event.value.text : "";
        yield { text, terminal: event?.$case === "runEnd" };
      }
    },
  },
];

async function start(answer: ScriptedAnswer): Promise<ScriptedBackend> {
  const backend = scriptedBackend({ id: "npu" }, () => answer);
  const stages = [{ id: "s", type: "text_generation", model: "small" }];
  service = await startTestService({ backends: [backend], pipelines: [Pipeline.fromPartial({ id: "p", stages })] });
  client = wireClient(service.address);
  return backend;
}

/** Reads to the end; what failed is part of what was seen. */
async function read(stream: AsyncIterable<Piece>, onText: (text: string) => void = () => undefined) {
  const seen: Piece[] = [];
  try {
    for await (const piece of stream) {
      seen.push(piece);
      if (piece.text !== "") onText(piece.text);
    }
  } catch (error) {
    return { seen, failed: error !== undefined };
  }
  return { seen, failed: false };
}

describe.each(calls)("$call", ({ open, onFailure }) => {
  it("gives the client each piece before the engine may make the next one", async () => {
    const deltas = ["a", "b", "c", "d"];
    const taken = deltas.map(() => deferred());
    await start({ deltas, before: (index) => taken[index - 1]?.promise ?? Promise.resolve() });

    const { seen, failed } = await read(open(client.compute), (text) => taken[deltas.indexOf(text)]?.resolve());

    expect(failed).toBe(false);
    expect(seen.map(({ text }) => text).filter((text) => text !== "")).toEqual(deltas);
  });

  it.each<{ what: string; answer: ScriptedAnswer; whole: boolean }>([
    { what: "an answer", answer: { deltas: ["a", "b"] }, whole: true },
    { what: "an answer without a token", answer: {}, whole: true },
    {
      what: "an engine that dies after a token",
      answer: { deltas: ["a"], error: new ProxyError("engine-reset", "gone") },
      whole: false,
    },
    { what: "an engine that stops without its last record", answer: { deltas: ["a"], ends: false }, whole: false },
  ])("says once that it has ended, at the very end: $what", async ({ answer, whole }) => {
    await start(answer);

    const { seen, failed } = await read(open(client.compute));

    const terminals = seen.flatMap(({ terminal }, index) => (terminal ? [index] : []));
    const fails = !whole && onFailure === "error";
    expect([failed, terminals]).toEqual([fails, fails ? [] : [seen.length - 1]]);
  });

  it("says nothing of an end when the server breaks it off", async () => {
    await start({ deltas: ["a", "b"], before: (index) => (index === 1 ? deferred().promise : Promise.resolve()) });

    const { seen, failed } = await read(open(client.compute), () => void service.server.close());

    expect(failed).toBe(true);
    expect(seen.filter(({ terminal }) => terminal)).toEqual([]);
  });

  it("lets the engine get no further ahead of a reader who does not read than the connection holds", async () => {
    let asked = 0;
    const tokens = 100_000;
    const before = async (index: number): Promise<void> => void (asked = index);
    const backend = await start({ deltas: Array<string>(tokens).fill("token "), before });
    const reader = open(client.compute)[Symbol.asyncIterator]();
    await reader.next();

    let [last, still] = [-1, 0];
    await until(() => {
      still = asked === last ? still + 1 : 0;
      last = asked;
      return still > 2000;
    });

    // The windows of HTTP/2 and the buffers of the two sockets, in messages of some twenty bytes: the same for any length of answer.
    expect(asked).toBeLessThan(20_000);
    await reader.return?.();
    await until(() => backend.open() === 0);
  });
});
