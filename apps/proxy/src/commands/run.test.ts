import { PassThrough } from "node:stream";
import { afterEach, describe, expect, it } from "@jest/globals";
import { lifecycleBench } from "../testing/lifecycle-bench.js";
import { run } from "./run.js";

const bench = lifecycleBench();
afterEach(() => bench.clear());

describe("a run that Ctrl-C stops", () => {
  it("ends with 130, says so, and leaves the engine", async () => {
    const engine = await bench.engine({ answer: () => ({ kind: "tokens", tokens: ["one "], ending: "stall" }) });
    const config = await bench.configFile(engine.url);
    const stream = (): PassThrough & { isTTY: boolean } => Object.assign(new PassThrough(), { isTTY: false });
    const streams = { out: stream(), notes: stream() };

    const code = run("p", { config, text: "Count", variable: {}, logLevel: "silent" }, streams);
    await engine.whenOpen(1);
    process.emit("SIGINT");

    expect(await code).toBe(130);
    expect(String(streams.notes.read())).toMatch(/\nstopped\n$/u);
    await engine.whenOpen(0);
  });
});
