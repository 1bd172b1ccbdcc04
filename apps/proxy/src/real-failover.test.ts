import { seededRandom } from "@compute-proxy/calibration";
import { describe, expect, it } from "@jest/globals";
import { killPrompts, killRounds } from "./testing/kills/index.js";

const {
  COMPUTE_PROXY_TEST_OLLAMA_BINARY: binary,
  COMPUTE_PROXY_TEST_OLLAMA_STORE: store,
  COMPUTE_PROXY_TEST_OLLAMA: target,
} = process.env;
const isHere = binary !== undefined && store !== undefined && target !== undefined;
const describeReal = isHere ? describe : describe.skip;

describeReal(
  isHere ? "a real Ollama that is killed in mid-answer" : "real engines (skipped: run npm run engines)",
  () => {
    it("is followed by another one, and the client gets one text without repetition or gap", async () => {
      const random = seededRandom(6);
      const rounds = killRounds({
        program: { binary: binary ?? "", store: store ?? "" },
        target: target ?? "",
        model: "smollm2:135m",
        maxTokens: 48,
        prompts: killPrompts.slice(0, 3),
        random: () => random.uniform(),
      });

      for await (const { run, unbroken } of rounds) {
        expect(run).toMatchObject({ success: true, ends: 1, isContiguous: true, sequenceRises: true });
        expect(run.forwardings).toEqual(["engine-died"]);
        expect(run.continuations).toEqual(["", "raw"]);
        expect(Array.from(run.text).slice(0, run.killedAt)).toEqual(Array.from(unbroken).slice(0, run.killedAt));
      }
    }, 240_000);
  },
);
