import type { IncomingHttpHeaders, IncomingMessage } from "node:http";

/** A request that the fake engine got. */
export interface FakeRequest {
  /** From 0, over all requests of its path. */
  readonly call: number;
  /** "/inference" or "/health". */
  readonly path: string;
  /** The fields of the form beside the file; empty for a GET. */
  readonly fields: Readonly<Record<string, string>>;
  /** The recording, if one was sent. */
  readonly file: Uint8Array | undefined;
  readonly headers: Readonly<IncomingHttpHeaders>;
}

/** Reads a request to its end. A body that is no form has no fields and no file, as for the real engine. */
export async function readRequest(request: IncomingMessage, callsBefore: number): Promise<FakeRequest> {
  const body = Buffer.concat(await request.toArray());
  const seen = { call: callsBefore, path: request.url ?? "/", headers: request.headers };
  const contentType = request.headers["content-type"] ?? "";
  if (!contentType.startsWith("multipart/form-data")) return { ...seen, fields: {}, file: undefined };
  const form = await new Response(body, { headers: { "content-type": contentType } }).formData();
  const fields: Record<string, string> = {};
  let file: Uint8Array | undefined;
  for (const [name, value] of form) {
    if (typeof value === "string") fields[name] = value;
    else file = new Uint8Array(await value.arrayBuffer());
  }
  return { ...seen, fields, file };
}
