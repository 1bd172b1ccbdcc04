import { readFileSync } from "node:fs";
import { createComputeClient, textOf } from "@compute-proxy/client";
import { systemClock } from "@compute-proxy/core";
import { describe, expect, it } from "@jest/globals";
import { pino } from "pino";
import { openProxy } from "./index.js";

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
const source = readFileSync(new URL("./example.test.ts", import.meta.url), "utf8");
const squeezed = (text: string): string => text.replace(/\s+/gu, "").replace(/,([)}\]])/gu, "$1");

describe("the example of the README", () => {
  it("does what its comment says", async () => {
    process.chdir(new URL("../../..", import.meta.url).pathname);
    const proxy = await openProxy({
      configFile: "config/demo.yaml",
      port: 0,
      announce: false,
      log: pino({ level: "silent" }),
      clock: systemClock,
    });
    const client = createComputeClient({ address: proxy.address });
    const answer = await client.runPipeline("adaptive-text", "What is the capital of France?");
    expect(textOf(answer)).toBe("The capital of France is Paris.");
    client.close();
    await proxy.close();
  });

  it("is the code of this test", () => {
    const code = /```ts\n([\s\S]*?)```/u.exec(readme)?.[1] ?? "";
    const parts = code.split(/^(?:import|console\.log).*$/mu).filter((part) => part.trim() !== "");

    expect(parts).toHaveLength(2);
    for (const part of parts) expect(squeezed(source)).toContain(squeezed(part));
  });
});
