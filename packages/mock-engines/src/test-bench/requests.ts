import { speak } from "../piper/tone.js";
import type { RawRequest } from "./exchange.js";

/** Four tokens of text with log probabilities, in five records. */
export function textRequest(model: string, more: object = {}): RawRequest {
  const body = { model, prompt: "Hi", logprobs: true, options: { num_predict: 4 }, ...more };
  return { path: "/api/generate", body: JSON.stringify(body) };
}

/** One embedding. */
export function embedRequest(model: string, more: object = {}): RawRequest {
  return { path: "/api/embed", body: JSON.stringify({ model, input: "A cat sleeps.", ...more }) };
}

/** A text to be spoken. */
export function speechRequest(voice: string, more: object = {}): RawRequest {
  const body = JSON.stringify({ text: "Good morning.", voice, ...more });
  return { path: "/synthesize", headers: { "content-type": "application/json" }, body };
}

/** A recording; by default two seconds of a tone. */
export function speechFile(seconds = 2): Buffer {
  return speak("x".repeat(Math.round(seconds / 0.05)), 1);
}

/** A recording to be heard. */
export function transcriptRequest(
  file: Buffer | undefined = speechFile(),
  fields: Readonly<Record<string, string>> = {},
): RawRequest {
  const mark = "form-mark";
  const parts = Object.entries(fields).map(
    ([name, value]) => `--${mark}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  const head = `--${mark}\r\nContent-Disposition: form-data; name="file"; filename="a.wav"\r\nContent-Type: audio/wav\r\n\r\n`;
  const body = Buffer.concat([Buffer.from(parts.join("") + head), file, Buffer.from(`\r\n--${mark}--\r\n`)]);
  return { path: "/inference", headers: { "content-type": `multipart/form-data; boundary=${mark}` }, body };
}
