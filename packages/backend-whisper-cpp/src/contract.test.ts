import { type BackendUnderTest, type ContractHarness, describeBackendContract } from "@compute-proxy/backend/testing";
import { runningClock } from "@compute-proxy/core/testing";
import { describe, expect, it } from "@jest/globals";
import { createWhisperCppAdapter } from "./create-whisper-cpp-adapter.js";
import { tone, wavFile } from "./test-bench/recordings.js";
import { startRelay } from "./test-bench/relay.js";
import { speaker, speech } from "./test-bench/speech.js";
import { definitionAt } from "./test-bench/workbench.js";
import { type FakeRequest, startFakeWhisper } from "./testing/index.js";

interface Engine {
  readonly url: string;
  openRequests(): number;
  close(): Promise<void>;
}

function openAt(start: () => Promise<Engine>): () => Promise<BackendUnderTest> {
  return async () => {
    const engine = await start();
    const adapter = createWhisperCppAdapter({ definition: definitionAt(engine.url), clock: runningClock });
    return {
      port: adapter.port,
      openRequests: () => engine.openRequests(),
      async close() {
        await adapter.close();
        await engine.close();
      },
    };
  };
}

/** Works on 30 s without an end, so that the suite can tell it to stop. */
const before = ({ file }: FakeRequest): Promise<void> =>
  (file?.length ?? 0) > 900_000 ? new Promise(() => undefined) : Promise.resolve();
const fake: ContractHarness = {
  open: openAt(() => startFakeWhisper({ before })),
  transcriptionModel: "tiny.en",
  speech: async () => wavFile(tone(3)),
};
describeBackendContract("fake whisper-server", fake);

const real = process.env["COMPUTE_PROXY_TEST_WHISPER"];
if (real === undefined) {
  describe.skip("real whisper-server (skipped: run npm run engines)", () => {
    it("keeps the contract", () => expect(real).toBeDefined());
  });
} else {
  describeBackendContract(`real whisper-server at ${real}`, {
    open: openAt(() => startRelay(real)),
    transcriptionModel: "tiny.en",
    ...(speaker === undefined ? {} : { speech }),
  });
}
