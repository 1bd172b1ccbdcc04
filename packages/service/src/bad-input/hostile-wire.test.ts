import { once } from "node:events";
import { connect as connectSocket } from "node:net";
import { gzipSync } from "node:zlib";
import { BinaryWriter, WireType } from "@bufbuild/protobuf/wire";
import { GenerateRequest } from "@compute-proxy/api";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { wireClient, type WireClient, wireFailure } from "../testing/index.js";
import { type CountingService, startCountingService } from "./counting-service.js";
import { framed, type RawStream, sendRaw } from "./raw-http2.js";

const mebibyte = 1 << 20;
const good = GenerateRequest.encode(GenerateRequest.fromPartial({ prompt: "hi", model: "small" })).finish();
const field = (type: WireType): BinaryWriter => new BinaryWriter().tag(1, type);

interface WireRow extends RawStream {
  readonly what: string;
  /** HTTP status, then gRPC status. */
  readonly comesTo: string;
}

const message = (what: string, bytes: Uint8Array, comesTo: string): WireRow => ({ what, body: framed(bytes), comesTo });
const headers = (what: string, own: Record<string, string>, comesTo: string): WireRow => ({
  what,
  headers: own,
  body: framed(good),
  comesTo,
});

const rows: readonly WireRow[] = [
  message("a good call", good, "200 0"),
  message("a text as a number", field(WireType.Varint).uint32(7).finish(), "200 3"),
  message("a text as a double", field(WireType.Bit64).double(7).finish(), "200 3"),
  message("a text as a float", field(WireType.Bit32).float(7).finish(), "200 3"),
  message("a group that does not end", field(WireType.StartGroup).finish(), "200 13"),
  message("the end of a group that did not begin", field(WireType.EndGroup).finish(), "200 3"),
  message("a wire type that does not exist", Uint8Array.of(0x0f), "200 13"),
  message("field number 0", Uint8Array.of(0x00, 0x00), "200 3"),
  message("a length past the end", Uint8Array.of(0x0a, 0x7f, 0x61), "200 13"),
  message("a length of 4 GiB", Uint8Array.of(0x0a, 0xff, 0xff, 0xff, 0xff, 0x0f), "200 13"),
  message("a number without end", new Uint8Array(64).fill(0xff), "200 13"),
  message("a text that is no UTF-8", Uint8Array.of(0x0a, 0x02, 0xc3, 0x28, 0x12, 0x00), "200 0"),
  message("unknown fields", new BinaryWriter().tag(999, WireType.Varint).uint32(1).finish(), "200 3"),
  // Not one whole message where one belongs: gRPC calls that UNIMPLEMENTED.
  { what: "no message", comesTo: "200 12" },
  { what: "half a frame", body: Uint8Array.of(0, 0), comesTo: "200 12" },
  { what: "a frame cut off", body: framed(good, { length: 1000 }), comesTo: "200 12" },
  { what: "a frame of 4 GiB", body: framed(good, { length: 2 ** 32 - 1 }), comesTo: "200 8" },
  { what: "two messages", body: Buffer.concat([framed(good), framed(good)]), comesTo: "200 12" },
  {
    what: "garbage as gzip",
    headers: { "grpc-encoding": "gzip" },
    body: framed(good, { compressed: 1 }),
    comesTo: "200 13",
  },
  {
    what: "a gzip bomb of 256 MiB",
    headers: { "grpc-encoding": "gzip" },
    body: framed(gzipSync(Buffer.alloc(256 * mebibyte)), { compressed: 1 }),
    comesTo: "200 8",
  },
  {
    what: "an unknown encoding",
    headers: { "grpc-encoding": "nonsense" },
    body: framed(good, { compressed: 1 }),
    comesTo: "200 12",
  },
  headers("a content type that is not gRPC", { "content-type": "application/json" }, "415 "),
  { what: "a GET", headers: { ":method": "GET" }, comesTo: "200 12" },
  headers("a method that does not exist", { ":path": "/compute.v1.ComputeService/Nothing" }, "200 12"),
  headers("a path that is none", { ":path": "/../../etc/passwd" }, "200 12"),
  headers("a timeout that is none", { "grpc-timeout": "soon" }, "200 13"),
  headers("200 kB of metadata", { "x-large": "x".repeat(200_000) }, "GOAWAY 9 "),
];

let counting: CountingService;
let client: WireClient;

beforeAll(async () => {
  counting = await startCountingService();
  client = wireClient(counting.service.address, { "grpc.max_send_message_length": -1 });
});

afterAll(async () => {
  client.channel.close();
  await counting.service.close();
});

describe("the server", () => {
  it.each(rows)("answers $what with $comesTo, and other connections go on", async ({ comesTo, ...stream }) => {
    const before = counting.asked();

    const { http, grpc } = await sendRaw(counting.service.address, stream);

    expect(`${http} ${grpc}`).toBe(comesTo);
    expect(counting.asked() - before).toBe(comesTo === "200 0" ? 1 : 0);
    await expect(client.compute.generate({ prompt: "hi", model: "small" })).resolves.toMatchObject({ response: "hi" });
  });

  it.each([
    { size: 20, status: "INVALID_ARGUMENT", says: "prompt: has 20971520 characters; at most 1048576 are allowed" },
    { size: 40, status: "RESOURCE_EXHAUSTED", says: "Received message larger than max" },
  ])("answers a request of $size MiB with $status", async ({ size, status, says }) => {
    const failure = await wireFailure(client.compute.generate({ prompt: "x".repeat(size * mebibyte), model: "small" }));

    expect(failure.status).toBe(status);
    expect(failure.message).toContain(says);
  });

  it("closes a connection that does not speak HTTP/2", async () => {
    const [host = "", port = ""] = counting.service.address.split(":");
    const socket = connectSocket(Number(port), host);

    socket.end("GET / HTTP/1.1\r\nhost: x\r\n\r\n");
    socket.resume();
    await once(socket, "close");

    await expect(client.compute.generate({ prompt: "hi", model: "small" })).resolves.toMatchObject({ response: "hi" });
  });

  it("met no bug of ours", () => {
    expect(counting.service.errors).toEqual([]);
  });
});
