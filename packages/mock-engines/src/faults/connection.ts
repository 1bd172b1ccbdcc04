import { STATUS_CODES } from "node:http";
import { healthy, headOf, type Script, type Step } from "../step.js";
import type { Rendered } from "../rendered.js";
import { anywhere, type FaultCase, type FaultDefinition } from "./definition.js";
import { beginning, split } from "./pieces.js";

/** Faults of the connection, the head and the time. */
export const connectionFaults = {
  refuse: {
    kind: "port",
    does: "Closes the port and all its connections for `ms`: connection refused.",
    parameters: { ms: 1000 },
    repeats: false,
  },
  flap: {
    kind: "port",
    does: "Closes the port for `ms`, opens it for `ms`, and so on.",
    parameters: { ms: 1000 },
    repeats: true,
  },
  "flap-requests": anywhere(
    "Answers `requests` requests well, resets the next as many before any header, and so on.",
    (fault) =>
      Math.floor(fault.call / Math.max(1, fault.parameters.requests)) % 2 === 0
        ? healthy(fault.rendered)
        : [{ kind: "reset" }],
    { requests: 1 },
  ),
  hang: anywhere("Takes the request and never answers; with `ms` above 0, answers well after that time.", hang, {
    ms: 0,
  }),
  "headers-only": anywhere("Sends the head at once, and nothing after it.", ({ rendered }) => [
    headOf(rendered),
    { kind: "hang" },
  ]),
  reset: anywhere("Resets the connection before any header.", () => [{ kind: "reset" }]),
  close: anywhere("Closes the connection before any header.", () => [{ kind: "close", isWhole: false }]),
  "reset-in-stream": anywhere(
    "Resets the connection after `after` records.",
    function* (fault) {
      yield* beginning(fault);
      yield { kind: "reset" };
    },
    { after: 2 },
  ),
  cut: anywhere(
    "Closes the connection after `after` records: no last chunk, or fewer bytes than announced.",
    function* (fault) {
      yield* beginning(fault);
      yield { kind: "close", isWhole: false };
    },
    { after: 2 },
  ),
  stall: anywhere("Falls silent after `after` records; with `ms` above 0, goes on after that time.", stall, {
    after: 2,
    ms: 0,
  }),
  "drip-headers": anywhere("Sends the head byte by byte, `ms` apart.", dripHead, { ms: 20 }),
  "drip-body": anywhere("Sends the body byte by byte, `ms` apart.", dripBody, { ms: 20 }),
  "huge-header": anywhere(
    "Answers well, with a header of `kib` KiB.",
    ({ rendered, parameters }) => healthy(withHeader(rendered, "x-huge", "h".repeat(parameters.kib * 1024))),
    { kib: 200 },
  ),
  redirect: anywhere(
    "307 to the address `to`.",
    ({ parameters }) => [
      { kind: "head", status: 307, headers: { location: parameters.to }, length: 0 },
      { kind: "end" },
    ],
    { to: "http://127.0.0.1:9/" },
  ),
  "stale-connection": anywhere(
    "Answers well and keeps the connection open; closes it without an answer as soon as another request comes on it.",
    function* ({ rendered }) {
      yield { kind: "spoil" };
      yield* healthy({ ...rendered, headers: { ...rendered.headers, connection: "keep-alive" } });
    },
  ),
  "http-1.0": anywhere("Answers well in HTTP/1.0, where the end of the connection is the end of the body.", oldHttp),
} as const satisfies Record<string, FaultDefinition>;

function* hang({ rendered, parameters }: FaultCase): Script {
  if (parameters.ms === 0) {
    yield { kind: "hang" };
    return;
  }
  yield { kind: "wait", ms: parameters.ms };
  yield* healthy(rendered);
}

function* stall(fault: FaultCase): Script {
  const { parameters } = fault;
  yield* beginning(fault);
  if (parameters.ms === 0) {
    yield { kind: "hang" };
    return;
  }
  yield { kind: "wait", ms: parameters.ms };
  for (const bytes of split(fault).behind) yield { kind: "body", bytes };
  yield { kind: "end" };
}

function* dripHead({ rendered, parameters }: FaultCase): Script {
  const body = Buffer.concat(rendered.records);
  const head = rawHead("HTTP/1.1", rendered, { "content-length": String(body.length), connection: "close" });
  for (const byte of head) {
    yield { kind: "raw", bytes: Uint8Array.of(byte) };
    yield { kind: "wait", ms: parameters.ms };
  }
  yield { kind: "raw", bytes: body };
  yield { kind: "close", isWhole: true };
}

function* dripBody({ rendered, parameters }: FaultCase): Script {
  yield headOf(rendered);
  for (const record of rendered.records) {
    for (const byte of record) {
      yield { kind: "body", bytes: Uint8Array.of(byte) };
      yield { kind: "wait", ms: parameters.ms };
    }
  }
  yield { kind: "end" };
}

function* oldHttp({ rendered }: FaultCase): Script {
  yield { kind: "raw", bytes: rawHead("HTTP/1.0", rendered, {}) };
  for (const bytes of rendered.records) yield { kind: "raw", bytes } satisfies Step;
  yield { kind: "close", isWhole: true };
}

function rawHead(version: string, { status, headers }: Rendered, more: Readonly<Record<string, string>>): Buffer {
  const { connection: _, ...own } = headers;
  const lines = Object.entries({ ...own, ...more }).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.from(`${version} ${status} ${STATUS_CODES[status] ?? ""}\r\n${lines.join("")}\r\n`, "latin1");
}

function withHeader(rendered: Rendered, name: string, value: string): Rendered {
  return { ...rendered, headers: { ...rendered.headers, [name]: value } };
}
