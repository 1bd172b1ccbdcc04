import { Pipeline, type PipelineStreamResponse } from "@compute-proxy/api";
import { type ScriptedBackend, scriptedBackend } from "@compute-proxy/backend/testing";
import { afterEach, describe, expect, it } from "@jest/globals";
import {
  startTestService,
  type TestParts,
  type TestService,
  wireClient,
  type WireClient,
  wireFailure,
} from "../testing/index.js";

const pipelines = [
  Pipeline.fromPartial({ id: "one", stages: [{ id: "only", type: "text_generation", model: "small" }] }),
];
const generation = { prompt: "hi", model: "small" };
const secret = new TypeError("secret of /home/me");

let service: TestService;
let client: WireClient;

afterEach(async () => {
  client.channel.close();
  await service.close();
});

/** Goes well but for the first call, which breaks as `port` says. */
function breaksOnce(port: Partial<ScriptedBackend["port"]>): ScriptedBackend {
  const well = scriptedBackend({ id: "npu" }, () => ({ deltas: ["one ", "two"] }));
  let calls = 0;
  const generate: ScriptedBackend["port"]["generate"] = (request, scope) =>
    (calls++ === 0 ? (port.generate ?? well.port.generate) : well.port.generate)(request, scope);
  return { ...well, port: { ...well.port, generate } };
}

const throwsAtOnce = breaksOnce({
  generate: () => {
    throw secret;
  },
});
const throwsInMidStream = (): ScriptedBackend => {
  let calls = 0;
  return scriptedBackend({ id: "npu" }, () => ({
    deltas: ["one ", "two"],
    ...(calls++ === 0 ? { error: secret } : {}),
  }));
};
const rejects = breaksOnce({
  // oxlint-disable-next-line require-yield -- it rejects before it has anything
  async *generate() {
    await Promise.reject(secret);
  },
});

/** Throws at the first event of a kind. */
function observerThatThrows(kind: string): (event: PipelineStreamResponse) => void {
  let thrown = false;
  return ({ event }) => {
    if (thrown || event?.$case !== kind) return;
    thrown = true;
    throw secret;
  };
}

const well = (): ScriptedBackend => scriptedBackend({ id: "npu" }, () => ({ deltas: ["one ", "two"] }));

const rows: ReadonlyArray<{ readonly what: string; readonly parts: TestParts }> = [
  { what: "an adapter throws at once", parts: { backends: [throwsAtOnce], pipelines } },
  { what: "an adapter's promise rejects", parts: { backends: [rejects], pipelines } },
  { what: "an adapter throws after its text", parts: { backends: [throwsInMidStream()], pipelines } },
  {
    what: "the log throws at the start of a run",
    parts: { backends: [well()], pipelines, observe: observerThatThrows("runStart") },
  },
  {
    what: "the log throws in mid-stream",
    parts: { backends: [well()], pipelines, observe: observerThatThrows("textDelta") },
  },
];

/** What the log shows last of an error and its causes. */
function rootOf(error: unknown): unknown {
  return error instanceof Error && error.cause !== undefined ? rootOf(error.cause) : error;
}

describe("a call", () => {
  it.each(rows)("ends with INTERNAL and its id when $what, and the next one goes well", async ({ parts }) => {
    service = await startTestService(parts);
    client = wireClient(service.address);

    const failure = await wireFailure(client.compute.generateStream(generation));
    const next = await client.compute.generate(generation);

    expect(failure).toMatchObject({ status: "INTERNAL", reason: "internal" });
    expect(failure.message).toMatch(/\bcall-1\b/u);
    expect(JSON.stringify(failure)).not.toMatch(/secret|home|\.[jt]s\b|\n\s+at /u);
    expect(service.errors.map(({ error, place }) => [rootOf(error), place.callId])).toContainEqual([secret, "call-1"]);
    expect(next.response).toBe("one two");
  });

  it("ends with INTERNAL also when the log of errors throws", async () => {
    const onError = (): void => {
      throw new Error("the log is broken too");
    };
    service = await startTestService({ backends: [well()], observe: observerThatThrows("runStart"), onError });
    client = wireClient(service.address);

    const failure = await wireFailure(client.compute.generate(generation));

    expect(failure).toMatchObject({ status: "INTERNAL", reason: "internal" });
    expect((await client.compute.generate(generation)).response).toBe("one two");
  });
});
