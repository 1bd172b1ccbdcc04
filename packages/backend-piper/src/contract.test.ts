import { Backend } from "@compute-proxy/api";
import { type BackendUnderTest, type ContractHarness, describeBackendContract } from "@compute-proxy/backend/testing";
import { runningClock } from "@compute-proxy/core/testing";
import { describe, expect, it } from "@jest/globals";
import { createPiperAdapter } from "./create-piper-adapter.js";
import { startFakePiper } from "./testing/index.js";

interface Engine {
  readonly url: string;
  openRequests?(): number;
  close(): Promise<void>;
}

function harness(start: () => Promise<Engine>): ContractHarness {
  const open = async (): Promise<BackendUnderTest> => {
    const engine = await start();
    const definition = Backend.fromPartial({ id: "piper-npu", type: "piper", endpoint: engine.url });
    const adapter = createPiperAdapter({ definition, clock: runningClock });
    return {
      port: adapter.port,
      ...(engine.openRequests ? { openRequests: () => engine.openRequests?.() ?? 0 } : {}),
      async close() {
        await adapter.close();
        await engine.close();
      },
    };
  };
  return { open, voice: "en_US-joe-medium" };
}

describeBackendContract(
  "fake Piper",
  harness(() => startFakePiper()),
);
describeBackendContract(
  "fake Piper before 1.5.0",
  harness(() => startFakePiper({ speaksAt: "/" })),
);

const real = process.env["COMPUTE_PROXY_TEST_PIPER"];
if (real === undefined) {
  describe.skip("real Piper (skipped: run npm run engines)", () => {
    it("keeps the contract", () => expect(real).toBeDefined());
  });
} else {
  describeBackendContract(
    `real Piper at ${real}`,
    harness(async () => ({ url: real, close: () => Promise.resolve() })),
  );
}
