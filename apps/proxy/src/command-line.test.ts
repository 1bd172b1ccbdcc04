import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "@jest/globals";
import { refusesTheServer } from "./testing/preloads.js";
import { computeProxy } from "./testing/run-command.js";

const demo = fileURLToPath(new URL("../../../config/demo.yaml", import.meta.url));
const launcher = fileURLToPath(new URL("../bin/compute-proxy.js", import.meta.url));
const shipped = fileURLToPath(new URL("../../../config/config.yaml", import.meta.url));

describe("compute-proxy", () => {
  it("runs a pipeline in its own process: what happens on standard error, the text on standard output", async () => {
    const { code, out, notes } = await computeProxy([
      "run",
      "adaptive-text",
      "--config",
      demo,
      "--text",
      "What is the capital of France?",
    ]);

    expect(code).toBe(0);
    expect(out).toBe("The capital of France is Paris.\n");
    expect(notes).toContain("attempt 1: ollama-npu (npu) qwen2.5:0.5b");
    expect(notes).toContain("simulated");
    expect(notes).toMatch(/done in \d+ ms/u);
  });

  it("prints the result as JSON with the names of the API", async () => {
    const { out } = await computeProxy([
      "run",
      "adaptive-text",
      "--config",
      demo,
      "--text",
      "Explain quantum physics",
      "--json",
    ]);

    expect(JSON.parse(out)).toMatchObject({
      pipeline_id: "adaptive-text",
      success: true,
      stage_results: [{ backend: "ollama-nvidia", metadata: { forwarded: true, attempt_count: 3, simulated: true } }],
    });
  });

  it.each([
    { words: ["run", "adaptive-tex", "--config", demo, "--text", "x"], says: 'did you mean "adaptive-text"?' },
    { words: ["run", "adaptive-text", "--config", demo], says: "input.text" },
    {
      words: ["run", "adaptive-text", "--config", demo, "--text", "x", "--target", "npux"],
      says: 'did you mean "npu"?',
    },
    {
      words: ["run", "adaptive-text", "--config", demo, "--text", "x", "--max-power-watts", "1"],
      says: "over-power-limit",
    },
    { words: ["run", "adaptive-text", "--config", "nowhere.yaml", "--text", "x"], says: "nowhere.yaml" },
    {
      words: ["run", "adaptive-text", "--config", demo, "--address", "127.0.0.1:1", "--text", "x"],
      says: "cannot be used with",
    },
    { words: ["serve", "--port", "99999"], says: "a port is a whole number from 0 to 65535" },
    { words: ["srve"], says: "Did you mean serve?" },
  ])("says what is wrong with $words", async ({ words, says }) => {
    const { code, notes } = await computeProxy(words);

    expect(code).toBe(1);
    expect(notes).toContain(says);
  });

  it.each([demo, shipped])("finds the shipped files valid: %s", async (file) => {
    const { code, out } = await computeProxy(["validate", "--config", file, "--json"]);

    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      problems: [],
      warnings: [],
      summary: { ready: ["adaptive-text", "code-generation", "thermal-failover", "voice-assistant"] },
    });
  });

  it.each(["validate", "backends"])(
    "ends %s as it would when its reader has gone, and says nothing of it",
    async (command) => {
      const child = spawn(process.execPath, [launcher, command, "--config", demo, "--json"]);
      child.stdout.destroy();
      let notes = "";
      child.stderr.setEncoding("utf8").on("data", (text: string) => (notes += text));

      expect(await once(child, "close")).toEqual([0, null]);
      expect(notes).toBe("");
    },
  );

  it("loads nothing of the server for its help", async () => {
    const { code, out } = await computeProxy(["--help"], { preload: refusesTheServer });
    const { notes } = await computeProxy(["validate", "--config", demo], { preload: refusesTheServer });

    expect(code).toBe(0);
    expect(out).toContain("Usage: compute-proxy");
    expect(notes).toContain("loaded ");
  });

  it("shows the backends", async () => {
    const { code, out } = await computeProxy(["backends", "--config", demo, "--type", "simulated"]);

    expect(code).toBe(0);
    expect(out).toMatch(/ollama-npu +simulated +npu \(simulated\) +3 +45 C \(simulated\) +reachable/u);
  });
});
