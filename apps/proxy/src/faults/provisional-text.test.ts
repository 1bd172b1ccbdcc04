import { type TextStep, textStream } from "@compute-proxy/client";
import { startMockEngines } from "@compute-proxy/mock-engines";
import { expect, it } from "@jest/globals";
import { startTestProxy } from "../testing/test-proxy.js";
import { asked } from "../testing/faults/seen.js";

const answer = "turns light turns cold bread or";

/** Two engines that never sound sure enough. */
function files(urls: readonly string[], streaming: string) {
  const backends = urls.map((endpoint, index) => ({
    id: `engine-${index + 1}`,
    type: "ollama",
    hardware: "npu",
    endpoint,
    models: { preferred: [asked.text] },
  }));
  const policy = {
    enable_confidence_check: true,
    min_confidence: 1,
    escalation_path: backends.map(({ id }) => id),
    streaming,
    ...(streaming === "commit_after" && { commit_after_tokens: 2 }),
  };
  const stage = { id: "s", type: "text_generation", model: asked.text, forwarding_policy: policy };
  return {
    config: JSON.stringify({
      server: { grpc_port: 0 },
      backends,
      health: { enabled: false },
      pipelines: { enabled: true, config_file: "FOLDER/pipelines.yaml" },
    }),
    pipelines: JSON.stringify({ pipelines: [{ id: "p", stages: [stage] }] }),
  };
}

it.each([
  { streaming: "hold", takesBack: false, provisional: false },
  { streaming: "commit_after", takesBack: false, provisional: false },
  { streaming: "provisional", takesBack: true, provisional: true },
])(
  "streaming: $streaming is shown by the SDK as the one text that the run came to",
  async ({ streaming, takesBack, provisional }) => {
    const engines = [await startMockEngines({ tokens: 6 }), await startMockEngines({ tokens: 6 })];
    const proxy = await startTestProxy(
      files(
        engines.map(({ url }) => url),
        streaming,
      ),
    );

    const steps: TextStep<unknown>[] = [];
    for await (const step of textStream(proxy.client.streamPipeline("p", asked.prompt))) steps.push(step);

    await proxy.close();
    await Promise.all(engines.map((engine) => engine.close()));
    const shown = steps.filter((step) => step.kind !== "end");
    expect(steps.some(({ kind }) => kind === "retracted")).toBe(takesBack);
    expect(steps.some((step) => step.kind === "text" && step.provisional)).toBe(provisional);
    expect(shown.at(-1)?.current).toBe(answer);
    expect(steps.at(-1)).toMatchObject({ kind: "end", text: answer });
  },
);
