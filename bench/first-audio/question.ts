import { readFile } from "node:fs/promises";
import type { Audio } from "@compute-proxy/api";
import { type ComputeClient, wavAudio } from "@compute-proxy/client";
import { models } from "./engines.ts";

/** The WAV file that is named, else a question that the voice speaks first. */
export async function readQuestion(file: string | undefined, client: ComputeClient): Promise<Audio> {
  if (file !== undefined) return wavAudio(await readFile(file));
  const { audio } = await client.synthesize({
    text: "Please turn off the kitchen lights and lock the front door.",
    model: models.piper,
    options: { deterministic: true },
  });
  if (!audio) throw new Error("the voice spoke no question: name a WAV file with --audio");
  return audio;
}
