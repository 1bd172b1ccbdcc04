import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { Audio } from "@compute-proxy/api";

/** What the speaker says: words without a number, which Whisper may spell in two ways. */
const spokenText = "Turn off the kitchen lights, and lock the front door.";

const piper = process.env["COMPUTE_PROXY_TEST_PIPER"];
const espeak = (process.env["PATH"] ?? "")
  .split(delimiter)
  .map((folder) => join(folder, "espeak-ng"))
  .find((path) => existsSync(path));

/** Who speaks, or undefined when there is nobody: a voice is used where it is installed, and its sound is not passed on. */
export const speaker = piper === undefined ? (espeak === undefined ? undefined : "espeak-ng") : "Piper";

/** A recording of `spokenText`, made now. Fails where there is no speaker. */
export async function speech(): Promise<Audio> {
  const data = piper === undefined ? await sayWithEspeak(espeak ?? "espeak-ng") : await sayWithPiper(piper);
  return Audio.fromPartial({ data, mimeType: "audio/wav" });
}

async function sayWithPiper(endpoint: string): Promise<Uint8Array> {
  const response = await fetch(`${endpoint}/synthesize`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    // Without randomness the samples are the same each time.
    body: JSON.stringify({ text: spokenText, noise_scale: 0, noise_w_scale: 0 }),
  });
  if (!response.ok) throw new Error(`Piper at ${endpoint} answered HTTP ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}

function sayWithEspeak(program: string): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    execFile(program, ["--stdout", spokenText], { encoding: "buffer" }, (error, stdout) => {
      if (error) reject(error);
      else resolve(stdout);
    });
  });
}
