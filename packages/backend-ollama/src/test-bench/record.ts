import { mkdirSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import { type Fixture, fixtureFolder, fixtureName } from "./fixture.js";

/** A recording server. The test closes it. */
export interface Recorder {
  readonly url: string;
  close(): Promise<void>;
}

/** Files written since this module was loaded: one exchange is recorded once. */
const written = new Set<string>();

/**
 * Stands before a real engine, passes every request on and writes each exchange to a file, to its end even where the client
 * leaves before. Of /api/show, texts that are long or name paths of this machine are left out.
 */
export async function startRecorder(engine: string): Promise<Recorder> {
  const version = (await (await fetch(`${engine}/api/version`)).json()) as { readonly version: string };
  const folder = fixtureFolder(version.version);
  mkdirSync(folder, { recursive: true });
  const writing = new Set<Promise<void>>();

  const server = createServer((request, response) => {
    // A client that leaves while it still sends has asked nothing that could be replayed.
    const exchange = record(engine, folder, request, response).catch(() => void response.destroy());
    writing.add(exchange);
    void exchange.finally(() => writing.delete(exchange));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    async close() {
      await Promise.all(writing);
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function record(engine: string, folder: URL, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = request.url ?? "/";
  const sent = Buffer.concat(await request.toArray()).toString("utf8");
  const asked = (sent === "" ? {} : JSON.parse(sent)) as Record<string, unknown>;
  const name = fixtureName(path, asked);
  const gone = new AbortController();
  response.once("close", () => {
    if (written.has(name)) gone.abort();
  });
  const { signal } = gone;
  const answer = await fetch(`${engine}${path}`, sent === "" ? { signal } : { signal, method: "POST", body: sent });
  const contentType = answer.headers.get("content-type") ?? "";
  response.writeHead(answer.status, { "content-type": contentType });
  const pieces: Uint8Array[] = [];
  const body: AsyncIterable<Uint8Array> = answer.body ?? Readable.from([]);
  for await (const piece of body) {
    pieces.push(piece);
    if (!response.destroyed) response.write(piece);
  }
  response.end();
  const text = withoutTexts(path, Buffer.concat(pieces).toString("utf8"));
  const fixture: Fixture = {
    request: { path, body: asked },
    status: answer.status,
    contentType,
    lines: text.split(/(?<=\n)/u),
  };
  written.add(name);
  writeFileSync(new URL(name, folder), `${JSON.stringify(fixture, null, 2)}\n`);
}

function withoutTexts(path: string, text: string): string {
  if (path !== "/api/show") return text;
  const show = JSON.parse(text) as Record<string, unknown>;
  for (const name of ["modelfile", "license", "template", "tensors"]) delete show[name];
  const details = show["details"];
  if (typeof details === "object" && details !== null) Reflect.set(details, "parent_model", "");
  return JSON.stringify(show);
}
