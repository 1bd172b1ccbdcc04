import { readFileSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";

import { isOurs, renderLocalConfig } from "./local-config.ts";
import { MODELS, RUNGS, WANTED_MODELS } from "./rungs.ts";
import { piperServer } from "./speech/piper-server.ts";
import { whisperServer } from "./speech/whisper-server.ts";

const ladder = RUNGS.map((rung) => ({
  rung,
  endpoint: `http://127.0.0.1:${rung.port}`,
  models: [rung.model, MODELS.embedding],
}));

function golden(name: string): string {
  return readFileSync(new URL(`local-config.${name}.golden.yaml`, import.meta.url), "utf8");
}

describe("config/local.yaml", () => {
  test("has one backend per rung, each answering every name with its own model", () => {
    expect(renderLocalConfig(ladder, [])).toBe(golden("ladder"));
  });

  test("has one backend that answers each name with its own model when there is one server only", () => {
    const [first] = ladder;
    const sole = first === undefined ? [] : [{ ...first, models: WANTED_MODELS }];

    expect(renderLocalConfig(sole, [])).toBe(golden("sole"));
  });

  test("has a backend for each server of speech, behind the ladder", () => {
    const speech = [
      { backend: whisperServer.backend, endpoint: "http://127.0.0.1:8178" },
      { backend: piperServer.backend, endpoint: "http://127.0.0.1:5000" },
    ];

    expect(renderLocalConfig(ladder, speech)).toBe(golden("speech"));
  });

  test("leaves out rungs that are not there and the embedding model where it is missing", () => {
    const text = renderLocalConfig(
      ladder.slice(1, 2).map((backend) => ({ ...backend, models: [MODELS.medium] })),
      [],
    );

    expect(text).toContain("default_backend: ollama-intel");
    expect(text).not.toMatch(/ollama-npu|all-minilm/);
  });

  test("is ours until a person takes the mark out", () => {
    expect(isOurs(renderLocalConfig(ladder, []))).toBe(true);
    expect(isOurs("server: { host: 127.0.0.1 }\n")).toBe(false);
  });
});
