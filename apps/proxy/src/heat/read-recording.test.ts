import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "@jest/globals";
import { readRecording } from "./read-recording.js";

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "heat-"));
});
afterAll(() => rm(folder, { recursive: true }));

it("reads a recording, and nothing where none is named", async () => {
  const file = join(folder, "good.jsonl");
  await writeFile(file, '{"t_ms":0,"device":"nvidia","celsius":50}\n');

  expect(await readRecording(file)).toMatchObject({ samples: [{ at: 0, device: "nvidia", celsius: 50 }] });
  expect(await readRecording(undefined)).toBeUndefined();
});

it("refuses a bad one with the file and every bad line", async () => {
  const file = join(folder, "bad.jsonl");
  await writeFile(file, '{"t_ms":0,"device":"nvidia"}\nno\n{"t_ms":-1,"device":""}\n');

  const outcome = readRecording(file);

  await expect(outcome).rejects.toMatchObject({ code: "invalid-request" });
  await expect(outcome).rejects.toThrow(
    /thermal\.recording: ".*bad\.jsonl": .*line 2 must be one JSON object; line 3: t_ms must .*; line 3: device must /u,
  );
});

it("refuses a file that is not there by its name", async () => {
  await expect(readRecording(join(folder, "none.jsonl"))).rejects.toThrow(
    /thermal\.recording: ".*none\.jsonl": cannot be read: name a file of JSON lines/u,
  );
});
