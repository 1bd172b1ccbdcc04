import { ProxyError } from "@compute-proxy/core";
import type { Emitter } from "liquidjs";
import { templateLimits } from "./template-limits.js";

/** Collects what a template writes. Throws `template-failed` as soon as it is more than the limit. */
export function limitedOutput(): Emitter {
  let bytes = 0;
  return {
    buffer: "",
    write(value: unknown) {
      const part = textOf(value);
      // A text of n UTF-16 units has at least n bytes: an overlong one is refused before it is measured.
      bytes += part.length > templateLimits.outputBytes ? part.length : Buffer.byteLength(part);
      if (bytes > templateLimits.outputBytes) throw tooLong();
      this.buffer += part;
    },
  };
}

function textOf(value: unknown): string {
  if (typeof value === "string") return value;
  if (value === undefined || value === null) return "";
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  return Array.isArray(value) ? value.map(textOf).join("") : JSON.stringify(value);
}

function tooLong(): ProxyError {
  const limit = `${templateLimits.outputBytes / 1024} KiB`;
  return new ProxyError(
    "template-failed",
    `the template writes more than ${limit}, the most that a template may write: shorten its texts, for example with truncate`,
  );
}
