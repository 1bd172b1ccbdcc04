import { describe, expect, test } from "@jest/globals";

import { enginesHomeAt } from "../engines-home.ts";
import { fakeFiles } from "../fake-files.ts";
import { missing, present, type Surroundings } from "./part.ts";
import { piper } from "./piper.ts";
import { piperVoice } from "./piper-voice.ts";

const home = enginesHomeAt("/engines");
const python = { "/engines/piper/bin/python": "program" };
const pinned = "58afce0321b8d9c46d7cdf9c16500cc55a793b4220212dba6b70fb788b3baf06";

function surroundings(contents: Readonly<Record<string, string>>): Surroundings {
  const files = fakeFiles(contents);
  const sha256 = async (path: string) => (files.text(path) === "the weights" ? pinned : files.sha256(path));
  return { home, files: { ...files, sha256 }, march: undefined, installedOllama: undefined };
}

describe("Piper", () => {
  test.each([
    ["is kept when it carries its mark", { ...python, "/engines/stamps/piper-1.8.0": "" }, present],
    [
      "is kept with the mark that older caches have for it and its voice",
      { ...python, "/engines/stamps/piper-1.8.0-en_US-joe-medium": "" },
      present,
    ],
    ["is installed again when an installation did not come to its end", python, missing("no piper-tts[http]==1.8.0")],
    [
      "is installed again when its Python has gone",
      { "/engines/stamps/piper-1.8.0": "" },
      missing("no piper-tts[http]==1.8.0"),
    ],
    [
      "is installed again when it is another version",
      { ...python, "/engines/stamps/piper-1.4.2": "" },
      missing("no piper-tts[http]==1.8.0"),
    ],
  ])("%s", async (_, contents, finding) => {
    expect(await piper.find(surroundings(contents))).toEqual(finding);
  });
});

describe("its voice", () => {
  const voice = "/engines/voices/en_US-joe-medium.onnx";
  test.each([
    ["is kept when it is the pinned one", { [voice]: "the weights", [`${voice}.json`]: "{}" }, present],
    ["is fetched again without its settings", { [voice]: "the weights" }, missing("no voice en_US-joe-medium")],
    [
      "is fetched again when it is another",
      { [voice]: "other weights", [`${voice}.json`]: "{}" },
      missing("no voice en_US-joe-medium"),
    ],
  ])("%s", async (_, contents, finding) => {
    expect(await piperVoice.find(surroundings(contents))).toEqual(finding);
  });
});
