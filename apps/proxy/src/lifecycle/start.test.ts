import { once } from "node:events";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { dirname, join } from "node:path";
import { afterEach, describe, expect, it } from "@jest/globals";
import { killNow } from "../testing/engine-process.js";
import { lifecycleBench, question } from "../testing/lifecycle-bench.js";
import { ownPort } from "../testing/own-port.js";
import { computeProxy } from "../testing/run-command.js";

const bench = lifecycleBench();
afterEach(() => bench.clear());

const refuses = "http://127.0.0.1:9";
/** An address of TEST-NET-1: nobody answers, nobody refuses. */
const silent = "http://192.0.2.1:11434";
const onOwnPort = { words: ["--port", String(ownPort)] };

describe("start", () => {
  it("does not wait for engines that are down or silent, and says so", async () => {
    const backend = (id: string, endpoint: string) => ({ id, type: "ollama", hardware: "cpu", endpoint });
    const backends = [backend("only", refuses), backend("silent", silent)];
    // Longer than this test may take.
    const health = { enabled: true, timeout_seconds: 600, unhealthy_threshold: 1 };
    const file = await bench.configFile(refuses, { backends, health });

    const server = await bench.serve(file);

    const { backendHealth } = await bench.client(server.address).healthCheck({});
    expect(backendHealth).toEqual({
      only: expect.stringMatching(/^unreachable/u),
      silent: expect.stringMatching(/^unreachable/u),
    });
  });

  it("ends with 1 at a bad configuration and names file, line, column and path of all errors at once", async () => {
    const file = await bench.configFile(refuses, { server: { host: "127.0.0.1", grpc_prt: 1 }, healht: {} });

    const { code, notes } = await computeProxy(["serve", "--config", file]);

    expect(code).toBe(1);
    expect(notes).toMatch(/config\.yaml:1:\d+: .*grpc_prt.*grpc_port/u);
    expect(notes).toMatch(/config\.yaml:1:\d+: .*healht.*health/u);
  });

  it("has the same port at once after a kill -9 with a call under way, and replaces the note that was left", async () => {
    const engine = await bench.engine({ answer: () => ({ kind: "tokens", tokens: ["one"], ending: "stall" }) });
    const file = await bench.configFile(engine.url);
    const note = join(dirname(file), "data", "server.json");
    const first = await bench.serve(file, onOwnPort);
    const lost = bench
      .client(first.address)
      .generate(question)
      .catch((error: unknown) => error);
    await engine.whenOpen(1);
    await killNow(first.child);
    expect(await lost).toMatchObject({ code: "UNAVAILABLE" });
    expect(JSON.parse(await readFile(note, "utf8"))).toMatchObject({ pid: first.child.pid });

    const second = await bench.serve(file, onOwnPort);

    expect(second.address).toBe(first.address);
    expect(JSON.parse(await readFile(note, "utf8"))).toEqual({ address: second.address, pid: second.child.pid });
    await engine.whenOpen(0);
  });

  it("ends with 1 when the port is in use, names it, and says what to do", async () => {
    const taken = createServer().listen(0, "127.0.0.1");
    bench.later(() => taken.close());
    await once(taken, "listening");
    const address = taken.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;

    const { code, notes } = await computeProxy([
      "serve",
      "--config",
      await bench.configFile(refuses),
      "--port",
      String(port),
    ]);

    expect(code).toBe(1);
    expect(notes.trim().split("\n")).toEqual([
      expect.stringContaining(
        `cannot listen on 127.0.0.1:${port}: the port is in use: stop the program that has it, or choose another with server.grpc_port or --port`,
      ),
    ]);
  });

  it.each([
    {
      what: "data_dir cannot be written",
      prepare: async () => undefined,
      keys: () => ({ data_dir: "package.json/data" }),
      says: 'data_dir "package.json/data" cannot be written (ENOTDIR)',
    },
    {
      what: "server.json is a directory",
      prepare: (folder: string) => mkdir(join(folder, "data", "server.json"), { recursive: true }),
      keys: () => ({}),
      says: 'server.json" is a directory: remove it',
    },
  ])("ends with 1 and says why when $what", async ({ prepare, keys, says }) => {
    const file = await bench.configFile(refuses, keys());
    await prepare(dirname(file));

    const { code, notes } = await computeProxy(["serve", "--config", file]);

    expect(code).toBe(1);
    expect(notes).toContain(says);
  });

  it("is not stopped by a note of half a line", async () => {
    const file = await bench.configFile(refuses);
    const folder = join(dirname(file), "data");
    await mkdir(folder);
    await writeFile(join(folder, "server.json"), '{"addre');

    const server = await bench.serve(file);

    expect(JSON.parse(await readFile(join(folder, "server.json"), "utf8"))).toMatchObject({ address: server.address });
  });
});
