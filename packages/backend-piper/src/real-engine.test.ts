import { afterEach, describe, expect, it } from "@jest/globals";
import { asking, createWorkbench, outcomeOf, type Outcome } from "./test-bench/workbench.js";

const real = process.env["COMPUTE_PROXY_TEST_PIPER"];
const bench = createWorkbench();
afterEach(() => bench.clear());

const bytesOf = ({ bytes }: Outcome): Buffer => Buffer.concat(bytes);
/** Root mean square of the samples: about 0 for silence. */
function loudness(outcome: Outcome): number {
  const bytes = bytesOf(outcome);
  let sum = 0;
  for (let at = 0; at < bytes.length; at += 2) sum += bytes.readInt16LE(at) ** 2;
  return Math.sqrt(sum / (bytes.length / 2));
}

function withRealEngine(endpoint: string): void {
  const speak = (rest: Parameters<typeof asking>[0] = {}, signal?: AbortSignal): Promise<Outcome> =>
    outcomeOf(bench.adapterFor(endpoint), asking(rest), signal);

  it("speaks with 22050 Hz, in frames of 100 ms, and can be heard", async () => {
    const outcome = await speak({ text: "The kitchen lights are off." });

    expect(outcome.error).toBeUndefined();
    expect([...outcome.formats]).toEqual(["audio/l16 22050 Hz, 1 ch"]);
    expect(new Set(outcome.frames.slice(0, -1))).toEqual(new Set([2205]));
    expect(loudness(outcome)).toBeGreaterThan(500);
  });

  it("says the same with the same samples when it is deterministic, and with others when not", async () => {
    const steady = { options: { deterministic: true } };
    const [first, second] = [bytesOf(await speak(steady)), bytesOf(await speak(steady))];
    const [third, fourth] = [bytesOf(await speak()), bytesOf(await speak())];

    expect(first.equals(second)).toBe(true);
    expect(third.equals(fourth)).toBe(false);
  });

  it.each([
    { text: "...", code: "input-not-usable" },
    { text: "", code: "input-not-usable" },
    { text: "😀🎉", code: "input-not-usable" },
    { text: "Done 😀", code: undefined },
    { text: "漢字", code: undefined },
  ])("'$text': $code", async ({ text, code }) => {
    expect((await speak({ text })).error?.code).toBe(code);
  });

  it("is not asked to speak with a voice that it does not have", async () => {
    expect((await speak({ model: "en_US-nobody-medium" })).error).toMatchObject({
      code: "engine-lacks-model",
      message: expect.stringContaining('it has "en_US-joe-medium"'),
    });
  });

  it("has one speaker", async () => {
    expect((await speak({ options: { speaker: 0 } })).error?.code).toBe("invalid-request");
  });

  it("is left at once when the call is cancelled", async () => {
    const caller = new AbortController();
    const call = speak({ text: "This is a long text. ".repeat(100) }, caller.signal);
    setImmediate(() => caller.abort());

    expect((await call).error?.code).toBe("cancelled");
  });
}

if (real === undefined) {
  describe.skip("real Piper (skipped: run npm run engines)", () => {
    it("speaks", () => expect(real).toBeDefined());
  });
} else {
  describe(`real Piper at ${real}`, () => {
    withRealEngine(real);
  });
}
