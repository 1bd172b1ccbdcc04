import { gzipSync } from "node:zlib";
import { headOf, healthy, type Script } from "../step.js";
import { anywhere, type FaultCase, type FaultDefinition } from "./definition.js";
import { beginning, instead } from "./pieces.js";

const mib = 1024 * 1024;

/** Bytes that are no UTF-8 and no JSON: 64 of them, with control characters. */
export const garbage = Buffer.from(Array.from({ length: 64 }, (_, index) => (index * 37 + 0x80) % 256));

const page = "<!doctype html>\n<html><head><title>Welcome</title></head><body><h1>It works!</h1></body></html>\n";

/** Bodies that are not what they should be. */
export const bodyFaults = {
  html: anywhere("200 with a page of HTML.", (fault) => instead(fault, page, "text/html; charset=utf-8")),
  "wrong-content-type": anywhere("The right body, said to be an image.", ({ rendered }) =>
    healthy({ ...rendered, headers: { ...rendered.headers, "content-type": "image/png" } }),
  ),
  garbage: anywhere("200 with bytes that are neither JSON nor text.", (fault) => instead(fault, garbage)),
  "garbage-after": anywhere(
    "Such bytes after `after` records, and a clean end.",
    function* (fault) {
      yield* beginning({ ...fault, rendered: { ...fault.rendered, isStream: true } });
      yield { kind: "body", bytes: garbage };
      yield { kind: "end" };
    },
    { after: 2 },
  ),
  empty: anywhere("200 with no body at all.", (fault) => instead(fault, "")),
  array: anywhere("An array in place of the object.", (fault) => instead(fault, "[]\n")),
  null: anywhere("null in place of the object.", (fault) => instead(fault, "null\n")),
  number: anywhere("A number in place of the object.", (fault) => instead(fault, "42\n")),
  "huge-line": anywhere("A line of `mib` MiB without an end, after `after` records.", hugeLine, { mib: 64, after: 0 }),
  "gzip-bomb": anywhere("A few KiB in gzip, not asked for, that become `mib` MiB.", gzipBomb, { mib: 256 }),
} as const satisfies Record<string, FaultDefinition>;

function* hugeLine(fault: FaultCase): Script {
  const { parameters, rendered } = fault;
  yield* beginning({ ...fault, rendered: { ...rendered, isStream: true } });
  yield { kind: "body", bytes: Buffer.from('{"response":"') };
  const piece = Buffer.alloc(mib, "a");
  for (let sent = 0; sent < parameters.mib; sent += 1) yield { kind: "body", bytes: piece };
  yield { kind: "end" };
}

/** A file of gzip may have many members: one of 1 MiB, again and again. */
function* gzipBomb({ rendered, parameters }: FaultCase): Script {
  const member = gzipSync(Buffer.alloc(mib, " "));
  yield headOf({ ...rendered, isStream: true }, { "content-encoding": "gzip" });
  for (let sent = 0; sent < parameters.mib; sent += 1) yield { kind: "body", bytes: member };
  yield { kind: "end" };
}
