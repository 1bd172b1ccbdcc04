import { createHash } from "node:crypto";

/** One exchange with a real engine. */
export interface Fixture {
  readonly request: { readonly path: string; readonly body: unknown };
  readonly status: number;
  readonly contentType: string;
  /** The body, cut behind each new line; joined they are the bytes that came. */
  readonly lines: readonly string[];
}

/** Where recordings of a version are kept. */
export function fixtureFolder(version: string): URL {
  return new URL(`../fixtures/ollama-${version}/`, import.meta.url);
}

/** The file of an exchange: what was asked, for people, and a hash of the whole request. */
export function fixtureName(path: string, body: Readonly<Record<string, unknown>>): string {
  const hash = createHash("sha256")
    .update(`${path} ${JSON.stringify(body)}`)
    .digest("hex")
    .slice(0, 8);
  const model = typeof body["model"] === "string" ? `-${body["model"].replace(/[^\w.]+/gu, "-")}` : "";
  return `${path.replace("/api/", "")}${model}-${hash}.json`;
}
