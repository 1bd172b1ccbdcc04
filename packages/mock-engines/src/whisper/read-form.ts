import type { EngineRequest } from "../api.js";

/** A form of multipart/form-data. */
export interface Form {
  readonly fields: Readonly<Record<string, string>>;
  /** The field `file`, if it is a file. */
  readonly file: Buffer | undefined;
}

/** Undefined for a body that is no such form. */
export async function readForm({ headers, body }: EngineRequest): Promise<Form | undefined> {
  const type = headers["content-type"] ?? "";
  if (!type.startsWith("multipart/form-data")) return undefined;
  try {
    const form = await new Response(Uint8Array.from(body), { headers: { "content-type": type } }).formData();
    const file = form.get("file");
    const fields = [...form].flatMap(([name, value]) => (typeof value === "string" ? [[name, value] as const] : []));
    return {
      fields: Object.fromEntries(fields),
      file: file === null || typeof file === "string" ? undefined : Buffer.from(await file.arrayBuffer()),
    };
  } catch {
    return undefined;
  }
}
