import { request as httpRequest, type IncomingMessage } from "node:http";
import { createGunzip } from "node:zlib";
import { afterEach, describe, expect, it } from "@jest/globals";
import { exchange, type Seen } from "../test-bench/exchange.js";
import { embedRequest, speechRequest, textRequest, transcriptRequest } from "../test-bench/requests.js";
import { createWorkbench } from "../test-bench/workbench.js";
import { type bodyFaults, garbage } from "./body.js";

const bench = createWorkbench();
afterEach(() => bench.clear());

type Row = Partial<Omit<Seen, "chunks" | "headers" | "text">> & {
  readonly text?: unknown;
  readonly contentType?: string;
};

/** The two that are too large for a row are below. */
const rows: Readonly<Record<Exclude<keyof typeof bodyFaults, "huge-line" | "gzip-bomb">, Row>> = {
  html: { text: expect.stringMatching(/^<!doctype html>/u), contentType: "text/html; charset=utf-8" },
  "wrong-content-type": { text: expect.stringMatching(/"done":true/u), contentType: "image/png" },
  garbage: { text: garbage.toString("utf8") },
  "garbage-after": { text: expect.stringMatching(RegExp(`^(?:\\{[^\\n]*\\}\\n){2}${escaped(garbage)}$`, "u")) },
  empty: { text: "" },
  array: { text: "[]\n" },
  null: { text: "null\n" },
  number: { text: "42\n" },
};

const sizes = [1, 3];

describe("a fault of the body", () => {
  it.each(Object.entries(rows))("%s", async (name, { contentType = "application/x-ndjson", ...expected }) => {
    const { url } = await bench.start();
    const seen = await exchange(url, textRequest(`fault:${name}`));

    expect(seen).toMatchObject({ status: 200, isComplete: true, end: "closed", ...expected });
    expect(seen.headers["content-type"]).toBe(contentType);
  });

  it.each([
    { what: "an embedding", request: embedRequest("mock:embed") },
    { what: "a recording", request: transcriptRequest() },
    { what: "speech", request: speechRequest("any") },
  ])("is set for $what as for text", async ({ request }) => {
    const engine = await bench.start();
    await engine.setFault({ fault: "garbage" });
    const seen = await exchange(engine.url, request);

    expect(seen).toMatchObject({ status: 200, text: garbage.toString("utf8"), isComplete: true });
  });

  it.each(sizes)("huge-line is one line of %s MiB", async (mib) => {
    const { url } = await bench.start();
    const { text, isComplete } = await exchange(url, textRequest(`fault:huge-line?mib=${mib}&after=1`));
    const [first, second, ...more] = text.split("\n");

    expect(JSON.parse(first ?? "")).toMatchObject({ done: false });
    expect(second).toHaveLength('{"response":"'.length + mib * 1024 * 1024);
    expect([more, isComplete]).toEqual([[], true]);
  });

  it.each(sizes)("gzip-bomb becomes %s MiB of a few KiB", async (mib) => {
    const { url } = await bench.start();
    const response = await post(`${url}/api/generate`, textRequest(`fault:gzip-bomb?mib=${mib}`).body);
    let packed = 0;
    let unpacked = 0;
    response.on("data", (piece: Buffer) => (packed += piece.length));
    for await (const piece of response.pipe(createGunzip())) unpacked += (piece as Buffer).length;

    expect(response.headers["content-encoding"]).toBe("gzip");
    expect(unpacked).toBe(mib * 1024 * 1024);
    expect(packed).toBeLessThan(mib * 2048);
  });
});

function post(url: string, body: string | Buffer | undefined): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    httpRequest(url, { method: "POST", agent: false }, resolve).on("error", reject).end(body);
  });
}

function escaped(bytes: Buffer): string {
  return bytes.toString("utf8").replaceAll(/[\\^$.*+?()[\]{}|/-]/gu, String.raw`\$&`);
}
