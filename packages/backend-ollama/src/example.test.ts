import { readFileSync } from "node:fs";
import { afterAll, expect, it } from "@jest/globals";
// example
import { GenerateRequest } from "@compute-proxy/api/backend/v1";
import { createOllamaAdapter } from "@compute-proxy/backend-ollama";
import { startFakeOllama } from "@compute-proxy/backend-ollama/testing";
import { systemClock } from "@compute-proxy/core";

const engine = await startFakeOllama({
  answer: () => ({ kind: "tokens", tokens: ["Par", "is"], logprobs: [-0.02, -0.01] }),
});
const adapter = createOllamaAdapter({ id: "ollama-npu", endpoint: engine.url, clock: systemClock });

const request = GenerateRequest.fromPartial({ model: "smollm2:135m", prompt: "Capital of France?", logprobs: true });
let text = "";
for await (const { part } of adapter.port.generate(request, { signal: AbortSignal.timeout(60_000) })) {
  if (part?.$case === "delta") text += part.value.text;
  if (part?.$case === "end") text += ` (${part.value.finishReason}, ${part.value.usage?.tokensOut} tokens)`;
}
// end

afterAll(async () => {
  await adapter.close();
  await engine.close();
});

it("the README's example runs as it is printed", () => {
  expect(text).toBe("Paris (stop, 2 tokens)");
  expect(engine.attempts()).toBe(1);
});

it("the README prints this example", () => {
  const source = readFileSync(new URL(import.meta.url), "utf8");
  const example = /\/\/ example\n(.*)\/\/ end\n/su.exec(source)?.[1]?.trim() ?? "no example";

  expect(readFileSync(new URL("../README.md", import.meta.url), "utf8")).toContain(example);
});
