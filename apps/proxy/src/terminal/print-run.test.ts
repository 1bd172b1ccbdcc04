import { PassThrough } from "node:stream";
import { PipelineStreamResponse } from "@compute-proxy/api";
import { describe, expect, it } from "@jest/globals";
import { printRun } from "./print-run.js";
import type { Style } from "./style.js";

type Event = NonNullable<Parameters<typeof PipelineStreamResponse.fromPartial>[0]["event"]>;

const asIs = (text: string): string => text;
const plain: Style = { dim: asIs, bold: asIs, good: asIs, warn: asIs, bad: asIs };
const event = <Case extends Event["$case"]>(
  $case: Case,
  value: Extract<Event, { $case: Case }>["value"],
): PipelineStreamResponse => PipelineStreamResponse.fromPartial({ event: { $case, value } as Event });
const delta = (text: string, textOffset: number, provisional = false): PipelineStreamResponse =>
  event("textDelta", { stageId: "s", text, textOffset, provisional });
const end = (text: string): PipelineStreamResponse =>
  event("runEnd", {
    success: true,
    totalTimeMs: 7,
    finalOutput: { kind: { $case: "text", value: text } },
    stageResults: [{ stageId: "s", success: true }],
  });

const unbroken = [delta("It rai", 0), delta("ns\nhere.", 6), end("It rains\nhere.")];
const moved = [
  delta("It rains and ", 0),
  event("attemptEnd", {
    attempt: { outcome: "left", message: "the temperature is 88 C", textFrom: 0, textTo: 13 },
  }),
  event("forwarded", { kind: "failover", fromBackend: "a", toBackend: "b", message: "the temperature is 88 C" }),
  event("attemptStart", { number: 2, backend: "b", device: "igpu", model: "m", reason: "device-hot" }),
  delta("pours.", 13),
  event("attemptEnd", { attempt: { outcome: "accepted", continuation: "raw", textFrom: 13, textTo: 19 } }),
  end("It rains and pours."),
];
const retracted = [
  delta("It snows", 0, true),
  event("attemptEnd", { attempt: { outcome: "rejected", message: "low confidence" } }),
  event("retracted", { stageId: "s", attempt: 1, textOffset: 0, reason: "low confidence" }),
  delta("It rains.", 0, true),
  end("It rains."),
];

async function* each(events: readonly PipelineStreamResponse[]): AsyncIterable<PipelineStreamResponse> {
  yield* events;
}

async function print(events: readonly PipelineStreamResponse[], isTerminal: boolean, json = false) {
  const [out, notes] = [new PassThrough(), new PassThrough()];
  await printRun(each(events), { out, notes, isTerminal, json, style: plain });
  return {
    out: String(out.read() ?? ""),
    notes: String(notes.read() ?? "")
      .split("\n")
      .slice(0, -1),
  };
}

describe("printRun", () => {
  it("shows text as it comes, set off line by line, and prints it again only for a pipe", async () => {
    const lines = ["    | It rains", "    | here.", "done in 7 ms"];

    expect(await print(unbroken, true)).toEqual({ notes: lines, out: "" });
    expect(await print(unbroken, false)).toEqual({ notes: lines, out: "It rains\nhere.\n" });
  });

  it.each([true, false])(
    "shows where an answer moved, and the one text that it came to (terminal: %s)",
    async (isTerminal) => {
      expect(await print(moved, isTerminal)).toEqual({
        notes: [
          "    | It rains and ",
          "    left: the temperature is 88 C [characters 0 to 13]",
          "    failover: a -> b: the temperature is 88 C",
          "    attempt 2: b (igpu) m, chosen by device-hot",
          "    | ...pours.",
          "    accepted [went on by raw, characters 13 to 19]",
          "done in 7 ms",
        ],
        out: "It rains and pours.\n",
      });
    },
  );

  it.each([true, false])(
    "marks text that may be taken back, and says when it is (terminal: %s)",
    async (isTerminal) => {
      expect(await print(retracted, isTerminal)).toEqual({
        notes: [
          "    ~ It snows",
          "    rejected: low confidence",
          "    taken back: all of the text: low confidence",
          "    ~ It rains.",
          "done in 7 ms",
        ],
        out: "It rains.\n",
      });
    },
  );

  it("ends the line of a text that breaks off, so that what is said of it stands on one of its own", async () => {
    const [out, notes] = [new PassThrough(), new PassThrough()];
    const breaking = async function* (): AsyncIterable<PipelineStreamResponse> {
      yield delta("It rai", 0);
      throw new Error("broke off");
    };

    const printed = printRun(breaking(), { out, notes, isTerminal: true, json: false, style: plain });

    await expect(printed).rejects.toThrow("broke off");
    expect([String(notes.read()), out.read()]).toEqual(["    | It rai\n", null]);
  });

  it("says how much of a text still stands", async () => {
    const { notes } = await print([event("retracted", { attempt: 2, textOffset: 13, reason: "boundary" })], true);

    expect(notes).toEqual(["    taken back: the text after its first 13 characters: boundary"]);
  });

  it("prints one JSON document and no text on request", async () => {
    const { out, notes } = await print(moved, true, true);

    expect(JSON.parse(out)).toMatchObject({ success: true, final_output: { text: "It rains and pours." } });
    expect(notes.filter((line) => line.startsWith("    |"))).toEqual([]);
  });
});
