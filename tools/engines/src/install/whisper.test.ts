import { describe, expect, test } from "@jest/globals";

import { enginesHomeAt } from "../engines-home.ts";
import { fakeFiles } from "../fake-files.ts";
import { missing, present, type Surroundings } from "./part.ts";
import { sileroVad } from "./silero-vad.ts";
import { whisperModel } from "./whisper-model.ts";
import { whisperServer } from "./whisper-server.ts";

const home = enginesHomeAt("/engines");
const programs = { "/engines/bin/whisper-server": "program", "/engines/bin/whisper-quantize": "program" };
const mark = "/engines/stamps/whisper-bin-0.3.1";
const model = "/engines/models/ggml-tiny.en-q8_0.bin";
const modelMark = "/engines/stamps/whisper-tiny.en";
const vad = "/engines/models/ggml-silero-v6.2.0.bin";
const pinned = "2aa269b785eeb53a82983a20501ddf7c1d9c48e33ab63a41391ac6c9f7fb6987";

function surroundings(contents: Readonly<Record<string, string>>): Surroundings {
  const files = fakeFiles(contents);
  const size = (path: string) => (files.text(path) === "whole" ? 43_550_795 : files.size(path));
  const sha256 = async (path: string) => (files.text(path) === "pinned" ? pinned : files.sha256(path));
  return { home, files: { ...files, size, sha256 }, march: "x86-64-v3", installedOllama: undefined };
}

describe("whisper-server", () => {
  test.each([
    ["is kept when it was built for this processor", { ...programs, [mark]: "march=x86-64-v3\n" }, present],
    ["is kept with the empty mark of older caches", { ...programs, [mark]: "" }, present],
    [
      "is built again when it was built for another processor",
      { ...programs, [mark]: "march=native\n" },
      missing("built for march=native, wanted is march=x86-64-v3"),
    ],
    ["is built again when an installation did not come to its end", programs, missing("no server")],
    ["is built again when a program has gone", { [mark]: "march=x86-64-v3\n" }, missing("no server")],
  ])("%s", async (_, contents, finding) => {
    expect(await whisperServer.find(surroundings(contents))).toEqual(finding);
  });
});

describe("its model", () => {
  test.each([
    ["is kept when it is marked and whole", { [model]: "whole", [modelMark]: "" }, present],
    ["is made again when it is not marked", { [model]: "whole" }, missing("no model tiny.en")],
    ["is made again when it is cut short", { [model]: "who", [modelMark]: "" }, missing("no model tiny.en")],
  ])("%s", async (_, contents, finding) => {
    expect(await whisperModel.find(surroundings(contents))).toEqual(finding);
  });
});

describe("the model that tells speech from silence", () => {
  test.each([
    ["is kept when it is the pinned one", { [vad]: "pinned" }, present],
    ["is fetched again when it is another", { [vad]: "other" }, missing("no VAD model")],
  ])("%s", async (_, contents, finding) => {
    expect(await sileroVad.find(surroundings(contents))).toEqual(finding);
  });
});
