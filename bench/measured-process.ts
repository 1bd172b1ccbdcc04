import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync, readFileSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { createInterface } from "node:readline";

/** A server in a process of its own, whose use of the machine the kernel counts. Its owner stops it. */
export interface MeasuredProcess {
  readonly pid: number;
  /** What its first line of JSON said. */
  readonly address: string;
  /** Processor time of all its threads so far, user and system, in seconds. */
  cpuSeconds(): number;
  /** Resident memory in bytes, now and at its highest. */
  memory(): Memory;
  /** Open file descriptors. */
  descriptors(): Promise<number>;
  /** Ends it with SIGTERM and waits. */
  stop(): Promise<void>;
}

/** Resident memory of a process, in bytes. */
export interface Memory {
  readonly resident: number;
  readonly peak: number;
}

/**
 * Starts a Node program that prints a line of JSON with its address under `key` once it serves. What it writes to standard error
 * goes into `notes`. Linux only: it reads /proc.
 */
export async function startMeasured(
  words: readonly string[],
  notes: string,
  key = "address",
): Promise<MeasuredProcess> {
  const log = openSync(notes, "a");
  const child = spawn(process.execPath, words, {
    env: { ...process.env, NODE_OPTIONS: "" },
    stdio: ["ignore", "pipe", log],
  });
  closeSync(log);
  const exited = once(child, "exit");
  const { pid, stdout } = child;
  if (pid === undefined || stdout === null) throw new Error(`cannot start ${words.join(" ")}`);
  const ended = exited.then(([code]) => {
    throw new Error(`${words.join(" ")} ended with ${String(code)}: ${readFileSync(notes, "utf8")}`);
  });
  const [line] = (await Promise.race([once(createInterface({ input: stdout }), "line"), ended])) as [string];
  ended.catch(() => undefined);
  return {
    pid,
    address: (JSON.parse(line) as Record<string, string>)[key] ?? "",
    cpuSeconds: () => cpuSecondsOf(pid),
    memory: () => memoryOf(pid),
    descriptors: async () => (await readdir(`/proc/${pid}/fd`)).length,
    async stop() {
      child.kill("SIGTERM");
      await exited;
    },
  };
}

const ticksPerSecond = Number(execFileSync("getconf", ["CLK_TCK"], { encoding: "utf8" }));

function cpuSecondsOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  // The name of the program stands in brackets and may hold blanks; utime and stime are the 14th and 15th field.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
}

function memoryOf(pid: number): Memory {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  const bytes = (name: string): number => Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, "mu").exec(status)?.[1]) * 1024;
  return { resident: bytes("VmRSS"), peak: bytes("VmHWM") };
}
