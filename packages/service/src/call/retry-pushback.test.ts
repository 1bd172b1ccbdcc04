import { scriptedBackend } from "@compute-proxy/backend/testing";
import { ProxyError } from "@compute-proxy/core";
import { FakeClock } from "@compute-proxy/core/testing";
import { describe, expect, it } from "@jest/globals";
import { Metadata } from "nice-grpc-common";
import { startTestService, wireClient, type WireClient, wireFailure } from "../testing/index.js";
import { notePushback } from "./retry-pushback.js";

describe("notePushback", () => {
  it.each([
    { retryAfterMs: undefined, entry: undefined },
    { retryAfterMs: 0, entry: "0" },
    { retryAfterMs: 1499.2, entry: "1500" },
    { retryAfterMs: -5, entry: "0" },
    { retryAfterMs: 1e12, entry: "2147483647" },
  ])("writes $entry for $retryAfterMs ms", ({ retryAfterMs, entry }) => {
    const trailer = Metadata();

    notePushback(trailer, new ProxyError("engine-busy", "full", { retryAfterMs }));

    expect(trailer.get("grpc-retry-pushback-ms")).toBe(entry);
  });
});

const rows: ReadonlyArray<{
  rpc: string;
  call: (compute: WireClient["compute"], trailer: (trailer: Metadata) => void) => Promise<unknown>;
}> = [
  {
    rpc: "Generate",
    call: (compute, onTrailer) => wireFailure(compute.generate({ prompt: "hi", model: "m" }, { onTrailer })),
  },
  {
    rpc: "GenerateStream",
    call: (compute, onTrailer) => wireFailure(compute.generateStream({ prompt: "hi", model: "m" }, { onTrailer })),
  },
];

describe.each(rows)("the trailer of $rpc", ({ call }) => {
  it("says when to come back while the server is short of memory, and nothing of it else", async () => {
    const clock = new FakeClock();
    const heap = { usedBytes: 95, limitBytes: 100 };
    const refused = scriptedBackend({ id: "npu" }, () => ({ error: new ProxyError("engine-rejected", "no") }));
    const service = await startTestService({
      backends: [refused],
      clock,
      protection: { memory: { readHeap: () => heap } },
    });
    const { compute, channel } = wireClient(service.address);
    const trailers: Array<string | undefined> = [];
    const note = (trailer: Metadata): void => void trailers.push(trailer.get("grpc-retry-pushback-ms"));

    await call(compute, note);
    await clock.advance(250);
    const overloaded = await call(compute, note);

    expect(overloaded).toMatchObject({ status: "RESOURCE_EXHAUSTED", reason: "overloaded", retryAfterMs: 1000 });
    expect(trailers).toEqual([undefined, "1000"]);
    await expect(compute.healthCheck({})).resolves.toMatchObject({ status: "SERVING" });
    channel.close();
    await service.close();
  });
});
