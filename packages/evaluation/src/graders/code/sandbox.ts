/**
 * The program that runs a stranger's function: in a realm of its own, in a process of its own that may not open files, start
 * programs or compile text, and that learns the arguments only. What they must give is compared elsewhere, so nothing that
 * the code tampers with can make it right. Reads {script, name, calls} as JSON, writes a list of outcomes.
 */
import { constants, createContext, Script } from "node:vm";

interface Job {
  readonly script: string;
  readonly name: string;
  /** The arguments of each call, as JSON. */
  readonly calls: readonly string[];
  readonly timeLimitMs: number;
}

/**
 * Runs in the realm first. It keeps what it needs before the code can change it, gives it a console that says nothing, and bounds
 * what typed arrays take, as the limit of the heap does not count them. A result that JSON cannot carry becomes a mark.
 */
const prelude = `(() => {
  "use strict";
  const { parse, stringify } = JSON;
  const { getPrototypeOf } = Object;
  const { isArray } = Array;
  const { apply, construct } = Reflect;
  const { isFinite } = Number;
  const objectPrototype = Object.prototype;
  const silent = () => undefined;
  globalThis.console = { log: silent, error: silent, warn: silent, info: silent, debug: silent, assert: silent, table: silent };
  globalThis.module = { exports: {} };
  globalThis.exports = globalThis.module.exports;
  delete globalThis.SharedArrayBuffer;
  delete globalThis.WebAssembly;
  let bytesLeft = 32 * 1024 * 1024;
  const sized = ["ArrayBuffer", "Int8Array", "Uint8Array", "Uint8ClampedArray", "Int16Array", "Uint16Array", "Int32Array",
    "Uint32Array", "Float16Array", "Float32Array", "Float64Array", "BigInt64Array", "BigUint64Array"];
  for (const name of sized) {
    const original = globalThis[name];
    if (original === undefined) continue;
    const bounded = new Proxy(original, {
      construct(target, args, newTarget) {
        const made = construct(target, args, newTarget);
        bytesLeft -= made.maxByteLength ?? made.byteLength;
        if (bytesLeft < 0) throw new RangeError("out of memory");
        return made;
      },
    });
    original.prototype.constructor = bounded;
    globalThis[name] = bounded;
  }
  const mark = (value) => ({ "not JSON": typeof value });
  const carry = function (key, value) {
    const raw = this[key];
    if (value === undefined || typeof value === "function" || typeof value === "symbol" || typeof value === "bigint") return mark(value);
    if (typeof value === "number" && !isFinite(value)) return mark(value);
    if (typeof raw !== "object" || raw === null || isArray(raw)) return value;
    const prototype = getPrototypeOf(raw);
    return prototype === objectPrototype || prototype === null ? value : mark(value);
  };
  return (callee, args) => stringify({ value: apply(callee, undefined, parse(args)) }, carry);
})()`;

// A promise that the code leaves rejected says nothing about what its function returns.
process.on("unhandledRejection", () => undefined);

const job = JSON.parse(await readAll()) as Job;
process.stdout.write(JSON.stringify(runJob(job)));

async function readAll(): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Uint8Array);
  return Buffer.concat(chunks).toString("utf8");
}

function runJob({ script, name, calls, timeLimitMs }: Job): readonly object[] {
  const end = performance.now() + timeLimitMs;
  const busyBefore = busyMs();
  const context = createContext(constants.DONT_CONTEXTIFY, {
    codeGeneration: { strings: false, wasm: false },
    microtaskMode: "afterEvaluate",
  });
  const run = (code: string): unknown =>
    new Script(code).runInContext(context, { timeout: Math.max(1, Math.ceil(end - performance.now())) });
  const call = `__call_${Math.random().toString(36).slice(2)}`;
  Object.defineProperty(context, call, {
    value: run(prelude),
    writable: false,
    configurable: false,
    enumerable: false,
  });
  const hadTime = (): boolean => busyMs() - busyBefore >= timeLimitMs / 2;
  const loaded = outcomeOf(() => run(`${script}\n;void 0`), hadTime);
  if (loaded.kind !== "returned") return calls.map(() => loaded);
  const callee = `(typeof ${name} === "undefined" ? module.exports.${name} ?? module.exports : ${name})`;
  return calls.map((args) => outcomeOf(() => run(`${call}(${callee}, ${JSON.stringify(args)})`), hadTime));
}

/** What this process has been given of the processors, in ms. */
function busyMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** `hadTime`: whether the code was given a fair part of its time, and the machine did not stand still or work for others. */
function outcomeOf(run: () => unknown, hadTime: () => boolean): { readonly kind: string; readonly json?: string } {
  try {
    const json = run();
    return typeof json === "string" ? { kind: "returned", json } : { kind: "returned" };
  } catch (error) {
    if (!isTimeout(error)) return { kind: "threw" };
    return { kind: hadTime() ? "timed-out" : "starved" };
  }
}

/** The thrown value is a stranger's: it is asked for nothing that could run code of theirs. */
function isTimeout(error: unknown): boolean {
  if (typeof error !== "object" || error === null) return false;
  return Object.getOwnPropertyDescriptor(error, "code")?.value === "ERR_SCRIPT_EXECUTION_TIMEOUT";
}
