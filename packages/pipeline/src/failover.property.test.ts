import { ProxyError } from "@compute-proxy/core";
import { describe, expect, it, jest } from "@jest/globals";
import type { ContinuationAbility } from "@compute-proxy/forwarding";
import * as fc from "fast-check";
import { type ContinuingModel, continuesBy, continuingBackend } from "./testing/continuing-backend.js";
import { collect, eventsOf, testContext } from "./testing/test-run.js";

// Some seconds of work, and a machine may stand still for as long.
jest.setTimeout(120_000);

const cases = 2500;
const seed = 20_261_122;
const ids = ["a", "b", "c", "d"];

const characters = ["a", "b", "#", " ", "\n", "é", "字", "😀", "🏔"];
const text = fc.array(fc.constantFrom(...characters), { maxLength: 30, size: "max" });
const tokens = fc
  .tuple(text, fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 5 }))
  .map(([parts, lengths]) => splitUnits(parts.join(""), lengths));
const models = fc.record({
  tokens,
  pieceTokens: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 4 }),
  provisional: fc.array(fc.boolean(), { minLength: 1, maxLength: 3 }),
});
/** After how many pieces each backend but the last is lost. */
const cuts = fc.array(fc.nat({ max: 6 }), { maxLength: 3, size: "max" });
const modes = fc.subarray<ContinuationAbility["modes"][number]>(["token-ids", "raw", "prefill"]);
const stops = fc.subarray(["##", "#a", "\n\n", "😀#"]);

describe("a run with failover", () => {
  it("gives the text of the unbroken run, each character once and in order, and one clean end", async () => {
    const moved = [0, 0, 0, 0];
    await fc.assert(
      fc.asyncProperty(models, cuts, modes, stops, async (model, where, able, stop) => {
        const unbroken = await run(model, [], able, stop);
        const broken = await run(model, where, able, stop);

        const switches = eventsOf(broken, "forwarded").length;
        moved[switches] = (moved[switches] ?? 0) + 1;
        expect(summary(broken)).toEqual({ ...summary(unbroken), pieces: contiguous(broken) });
      }),
      { numRuns: cases, seed },
    );

    expect(Math.min(...moved)).toBeGreaterThan(cases / 20);
  }, 60_000);
});

type Events = Awaited<ReturnType<typeof collect>>;

async function run(
  model: ContinuingModel,
  where: readonly number[],
  able: ContinuationAbility["modes"],
  stop: string[],
): Promise<Events> {
  const backends = ids.map((id, index) => {
    const after = where[index];
    const error = new ProxyError("engine-reset", "reset");
    return continuingBackend({ id }, model, () => (after === undefined ? {} : { fails: { after, error } }));
  });
  const stage = {
    id: "s",
    type: "text_generation",
    model: "m",
    generation: { temperature: 0, stop },
    failover: { maxSwitches: 3 },
    forwardingPolicy: { maxRetries: 3 },
  };
  const context = testContext(backends, { continuations: continuesBy(...able) });
  const events = await collect({ id: "p", stages: [stage] }, { text: "Why?" }, context);
  expect([backends.map(({ open }) => open()), context.clock.sleeping]).toEqual([[0, 0, 0, 0], 0]);
  return events;
}

function summary(events: Events) {
  const deltas = eventsOf(events, "textDelta");
  const results = eventsOf(events, "runEnd");
  return {
    text: deltas.map((delta) => delta.text).join(""),
    output: results.map(({ success, finalOutput }) => [success, finalOutput?.kind]),
    pieces: deltas.map(({ sequence, textOffset }) => [sequence, textOffset]),
  };
}

/** Where the pieces of a run must be said to begin. */
function contiguous(events: Events): ReadonlyArray<readonly [sequence: number, offset: number]> {
  let offset = 0;
  return eventsOf(events, "textDelta").map((delta, sequence) => {
    const place = [sequence, offset] as const;
    offset += Array.from(delta.text).length;
    return place;
  });
}

function splitUnits(whole: string, lengths: readonly number[]): string[] {
  const parts: string[] = [];
  for (let at = 0; at < whole.length; at += parts.at(-1)?.length ?? 1) {
    parts.push(whole.slice(at, at + (lengths[parts.length % lengths.length] ?? 1)));
  }
  return parts;
}
