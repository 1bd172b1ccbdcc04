import { describe, expect, test } from "@jest/globals";

import { enginesHomeAt } from "../engines-home.ts";
import { fakeFiles } from "../fake-files.ts";
import { whisperServer } from "./whisper-server.ts";

const home = enginesHomeAt("/engines");
const server = { "/engines/bin/whisper-server": "program" };
const model = { "/engines/models/ggml-tiny.en-q8_0.bin": "weights" };
const vad = { "/engines/models/ggml-silero-v6.2.0.bin": "weights" };

describe("a server of whisper.cpp", () => {
  test("listens on this machine only, and not at its own default port, which is ours", () => {
    const words = whisperServer
      .find(home, fakeFiles({ ...server, ...model, ...vad }))
      ?.argumentsFor(8178)
      .join(" ");

    expect(words).toMatch(
      /^--host 127\.0\.0\.1 --port 8178 -t [1-4] -m \S+\/ggml-tiny\.en-q8_0\.bin -vm \S+\/ggml-silero-v6\.2\.0\.bin$/,
    );
  });

  test("goes without what tells speech from silence where that is missing", () => {
    const words = whisperServer.find(home, fakeFiles({ ...server, ...model }))?.argumentsFor(8178);

    expect(words).not.toContain("-vm");
  });

  test.each([
    ["without its program", model],
    ["without its model", server],
  ])("is not started %s", (_, contents) => {
    expect(whisperServer.find(home, fakeFiles(contents))).toBeUndefined();
  });
});
