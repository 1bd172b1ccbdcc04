import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type LogHeader, logLine } from "@compute-proxy/evaluation";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { openAnswerFile } from "./answer-file.js";

const rungOf = (name: string): LogHeader["rungs"][number] => ({
  name,
  backend: name,
  model: "one:1b",
  digest: "",
  engine: "simulated",
  engine_version: "1",
  hardware: "cpu",
  emulated: true,
});
const header: LogHeader = {
  kind: "header",
  version: 1,
  date: "2026-11-22",
  question_set: { name: "q.jsonl", digest: "a".repeat(64), count: 1 },
  rungs: ["small", "large"].map(rungOf),
  settings: { temperature: 0 },
  machine: { cpu: "", cores: 1, memory_gb: 1, load: "" },
};
const otherSet: LogHeader = { ...header, question_set: { ...header.question_set, digest: "b".repeat(64) } };
const line = logLine(header);
const failed = logLine({ kind: "failed", question: "q", rung: "small", code: "no-final-record" });

let folder = "";
let file = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "answer-file-"));
  file = join(folder, "answers.jsonl");
});
afterEach(() => rm(folder, { recursive: true }));

describe("openAnswerFile", () => {
  it.each([
    { what: "is empty", before: "", after: line },
    { what: "ends in its header", before: line.slice(0, 40), after: line },
    { what: "ends in the beginning of its header", before: line.slice(0, 3), after: line },
    { what: "is whole", before: line + failed, after: line + failed },
    { what: "ends in a line that was cut off", before: line + failed + failed.slice(0, 9), after: line + failed },
  ])("goes on with a log that $what", async ({ before, after }) => {
    await writeFile(file, before);

    await openAnswerFile(file, header);

    expect(await readFile(file, "utf8")).toBe(after);
  });

  it.each([
    { what: "one line that is no log", before: "what I must not lose" },
    { what: "lines that are no log", before: "first\nwhat I must not lose" },
    { what: "JSON of something else", before: '{"kind":"compute-proxy-calibration"}' },
    { what: "a log of other questions", before: logLine(otherSet) + failed.slice(0, 9) },
  ])("refuses $what, and leaves it as it is", async ({ before }) => {
    await writeFile(file, before);

    await expect(openAnswerFile(file, header)).rejects.toMatchObject({ code: "invalid-request" });

    expect(await readFile(file, "utf8")).toBe(before);
  });
});
