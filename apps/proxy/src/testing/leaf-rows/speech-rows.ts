import { rawAudio } from "@compute-proxy/client";
import type { Draft, LeafRow, LeafScene } from "./leaf-row.js";

/** Puts a fake whisper-server and a fake Piper in place of the devices, and one stage of the type that is tested. */
const withVoice =
  (type: "audio_to_text" | "text_to_audio", options: Readonly<Record<string, unknown>> = {}) =>
  (files: Draft): void => {
    files.others.push(
      { id: "ears", type: "whisper_cpp", hardware: "npu", endpoint: "WHISPER", models: { preferred: ["tiny"] } },
      { id: "mouth", type: "piper", hardware: "npu", endpoint: "PIPER", models: { preferred: ["voice"] } },
    );
    delete files.stage["model"];
    Object.assign(files.stage, { type, ...options });
  };

const second = rawAudio(new Uint8Array(32_000), 16_000);

/** One field of the request that the fake engine got. */
const asked =
  (engine: "whisper" | "piper", name: string) =>
  async (scene: LeafScene): Promise<unknown> => {
    const input = engine === "whisper" ? { audio: second } : { text: "Say it." };
    await scene.client.runPipeline("p", input);
    return scene.lastField(engine, name);
  };

const row = (
  key: string,
  engine: "whisper" | "piper",
  field: string,
  value: unknown,
  before: unknown,
  after: unknown,
): LeafRow => {
  const type = engine === "whisper" ? "audio_to_text" : "text_to_audio";
  const section = engine === "whisper" ? "transcription" : "speech";
  return {
    leaf: `pipelines:pipelines.[].stages.[].${section}.${key}`,
    given: withVoice(type),
    change: ({ stage }) => (stage[section] = { [key]: value }),
    see: asked(engine, field),
    before,
    after,
  };
};

/** The options of the speech stages, as the engines get them. */
export const speechRows: readonly LeafRow[] = [
  row("language", "whisper", "language", "en", undefined, "en"),
  row("prompt", "whisper", "prompt", "A conversation", undefined, "A conversation"),
  row("speaker", "piper", "speaker_id", 1, undefined, 1),
  row("length_scale", "piper", "length_scale", 1.5, undefined, 1.5),
  row("deterministic", "piper", "noise_scale", true, undefined, 0),
];
