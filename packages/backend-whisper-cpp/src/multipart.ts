import { randomUUID } from "node:crypto";

/** A form with a file, as multipart/form-data. */
export interface MultipartForm {
  readonly type: string;
  readonly body: Uint8Array;
}

/** Writes one. The names of the fields are ours: they hold no quotes and no new lines. */
export function toMultipart(fields: Iterable<readonly [name: string, value: string]>, wav?: Uint8Array): MultipartForm {
  const boundary = `compute-proxy-${randomUUID()}`;
  const part = (rest: string): string => `--${boundary}\r\ncontent-disposition: form-data; name=${rest}`;
  const texts = [...fields].map(([name, value]) => part(`"${name}"\r\n\r\n${value}\r\n`)).join("");
  const file = wav ? [part(`"file"; filename="audio.wav"\r\ncontent-type: audio/wav\r\n\r\n`), wav, "\r\n"] : [];
  const pieces = [texts, ...file, `--${boundary}--\r\n`];
  return {
    type: `multipart/form-data; boundary=${boundary}`,
    body: Buffer.concat(pieces.map((piece) => (typeof piece === "string" ? Buffer.from(piece) : piece))),
  };
}
