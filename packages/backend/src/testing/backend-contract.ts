import { afterEach, beforeEach, describe } from "@jest/globals";
import { continueContract } from "./continue-contract.js";
import type { BackendUnderTest, ContractContext, ContractHarness } from "./contract-harness.js";
import { describeContract } from "./describe-contract.js";
import { embedContract } from "./embed-contract.js";
import { generateContract } from "./generate-contract.js";
import { overGrpc } from "./over-grpc.js";
import { synthesizeContract } from "./synthesize-contract.js";
import { transcribeContract } from "./transcribe-contract.js";

/**
 * Registers the rules of the port for one adapter, in process and over gRPC: the same codes must come in both. Called at the
 * top of a test file, under jest. A suite per capability: one for a new capability is called here when the harness names a
 * model for it.
 */
export function describeBackendContract(name: string, harness: ContractHarness): void {
  describe.each(waysToCall)(`${name}, $way`, ({ open }) => {
    let current: BackendUnderTest | undefined;
    beforeEach(async () => {
      current = await open(harness);
    });
    afterEach(async () => {
      await current?.close();
      current = undefined;
    });

    const backend = (): BackendUnderTest => {
      if (!current) throw new Error("a rule asked for its backend outside of a test");
      return current;
    };
    const context: ContractContext = { harness, backend };
    describeContract(context);
    if (harness.textModel !== undefined) {
      generateContract(context, harness.textModel);
      continueContract(context, harness.textModel);
    }
    if (harness.embeddingModel !== undefined) embedContract(context, harness.embeddingModel);
    if (harness.transcriptionModel !== undefined) transcribeContract(context, harness.transcriptionModel);
    if (harness.voice !== undefined) synthesizeContract(context, harness.voice);
  });
}

const waysToCall: ReadonlyArray<{ way: string; open: (harness: ContractHarness) => Promise<BackendUnderTest> }> = [
  { way: "in process", open: (harness) => harness.open() },
  {
    way: "over gRPC",
    async open(harness) {
      const local = await harness.open();
      const remote = await overGrpc(local.port);
      return {
        ...local,
        port: remote.port,
        async close() {
          await remote.close();
          await local.close();
        },
      };
    },
  },
];
