import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, it } from "@jest/globals";
import { faults } from "./index.js";
import { main } from "./main.js";
import { exchange } from "./test-bench/exchange.js";
import { textRequest } from "./test-bench/requests.js";

const launcher = fileURLToPath(new URL("../bin/mock-engines.js", import.meta.url));

const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
});

/** Starts the command; resolves with the first text that it prints. */
async function start(...flags: readonly string[]): Promise<{ child: ChildProcess; text: string }> {
  const child = spawn(process.execPath, [launcher, "serve", ...flags], { stdio: ["ignore", "pipe", "inherit"] });
  children.push(child);
  const [text] = (await once(child.stdout, "data")) as [Buffer];
  return { child, text: text.toString("utf8") };
}

// The built command, as people start it.
describe("mock-engines serve", () => {
  it.each(["SIGTERM", "SIGINT"] as const)("serves several engines, each on its port, until %s", async (signal) => {
    const { child, text } = await start("--ollama", "0", "--whisper", "0", "--piper", "0", "--tokens", "3", "--json");
    const urls = JSON.parse(text) as { ollama: string; whisper: string; piper: string };

    expect(Object.keys(urls)).toEqual(["ollama", "whisper", "piper"]);
    expect((await exchange(urls.whisper, { path: "/health" })).status).toBe(200);
    expect((await exchange(urls.piper, { path: "/voices" })).status).toBe(200);
    const { text: answer } = await exchange(urls.ollama, textRequest("mock:text", { options: {} }));
    expect(answer).toMatch(/"eval_count":3\b/u);
    child.kill(signal);
    expect(await once(child, "exit")).toEqual([0, null]);
  });

  it("serves all of them on one port when none is named, and prints the address for people", async () => {
    const { text } = await start("--model", "smollm2:135m", "--model", "llama3:8b");
    const url = /^all +(http:\S+)\n/u.exec(text)?.[1] ?? "";
    const { text: tags } = await exchange(url, { path: "/api/tags" });

    expect(text).toMatch(/fault:<name>/u);
    expect(tags).toMatch(/"smollm2:135m".*"llama3:8b"/u);
  });

  it("ends with 1 and names the port when it is taken", async () => {
    const { text } = await start("--ollama", "0", "--json");
    const port = new URL((JSON.parse(text) as { ollama: string }).ollama).port;
    const child = spawn(process.execPath, [launcher, "serve", "--piper", "0", "--ollama", port], {
      stdio: ["ignore", "ignore", "pipe"],
    });
    children.push(child);
    const errors: Buffer[] = [];
    child.stderr.on("data", (piece: Buffer) => errors.push(piece));
    const [code] = (await once(child, "close")) as [number];

    expect(code).toBe(1);
    expect(Buffer.concat(errors).toString("utf8")).toMatch(RegExp(`^mock-engines: .*EADDRINUSE.*:${port}\n$`, "u"));
  });
});

describe("mock-engines faults", () => {
  it("lists every fault", async () => {
    const printed: string[] = [];
    await main(["faults"], { out: (text) => printed.push(text), notes: () => undefined });
    const names = printed
      .join("")
      .split("\n")
      .flatMap((line) => /^\S+/u.exec(line)?.[0] ?? []);

    expect(names).toEqual(Object.keys(faults));
  });
});
