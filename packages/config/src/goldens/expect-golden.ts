import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { expect } from "@jest/globals";

/**
 * Compares with `x.golden.json` (data) or `x.errors.txt` (text), of which exactly one may exist. UPDATE_GOLDENS=1 rewrites it:
 * read the diff before accepting it.
 */
export function expectGolden(base: URL, actual: object | string): void {
  const files = { json: new URL(`${base.href}.golden.json`), text: new URL(`${base.href}.errors.txt`) };
  const isText = typeof actual === "string";
  const [own, other] = isText ? [files.text, files.json] : [files.json, files.text];
  const printed = isText ? actual : `${JSON.stringify(actual, null, 2)}\n`;
  if (process.env["UPDATE_GOLDENS"] === "1") {
    rmSync(other, { force: true });
    writeFileSync(own, printed);
  }
  expect(existsSync(other)).toBe(false);
  expect(printed).toBe(readFileSync(own, "utf8"));
}
