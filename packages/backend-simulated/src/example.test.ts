import { readFileSync } from "node:fs";
import { afterAll, expect, it } from "@jest/globals";
// example
import { Backend } from "@compute-proxy/api";
import { GenerateRequest } from "@compute-proxy/api/backend/v1";
import { createSimulatedAdapter } from "@compute-proxy/backend-simulated";
import { systemClock } from "@compute-proxy/core";

const definition = Backend.fromPartial({
  id: "gpu",
  hardware: "nvidia",
  characteristics: { avgLatencyMs: 5, maxTokensPerSecond: 500 },
  models: { preferred: ["llama3:70b"] },
});
const gpu = createSimulatedAdapter({ definition, clock: systemClock });

const request = GenerateRequest.fromPartial({ model: "llama3:70b", prompt: "What is the capital of France?" });
let answer = "";
for await (const { part } of gpu.port.generate(request, { signal: AbortSignal.timeout(60_000) })) {
  if (part?.$case === "delta") answer += part.value.text;
}
// end

afterAll(() => gpu.close());

it("the README's example runs as it is printed", () => {
  expect(answer).toBe("The capital of France is Paris.");
});

it("the README prints this example", () => {
  const source = readFileSync(new URL(import.meta.url), "utf8");
  const example = /\/\/ example\n(.*)\/\/ end\n/su.exec(source)?.[1]?.trim() ?? "no example";

  expect(readFileSync(new URL("../README.md", import.meta.url), "utf8")).toContain(example);
});
