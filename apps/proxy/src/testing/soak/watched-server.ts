import { readFileSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { setTimeout as delay } from "node:timers/promises";
import { until } from "../lifecycle-bench.js";
import { type ServerProcess, serverProcess } from "../server-process.js";

/** A server in a process of its own, whose memory and descriptors can be seen where the system has /proc. */
export interface WatchedServer {
  readonly address: string;
  /** Resident memory in MB once everything that nobody holds is given back; NaN where it cannot be seen. */
  memoryMb(): Promise<number>;
  /** NaN where they cannot be seen. */
  descriptors(): Promise<number>;
  /** How many lines of its log have this message. */
  logged(message: string): number;
  /** Sends SIGTERM. Resolves with the exit code and the seconds that it took. */
  stop(): Promise<{ readonly code: number | null; readonly seconds: number }>;
}

/** Collects all garbage and gives the memory back: what is left is held by somebody. */
const collectOnSignal = `process.on("SIGUSR2", () => {
  globalThis.gc({ type: "major", execution: "sync", flavor: "last-resort" });
  console.error(JSON.stringify({ msg: "collected" }));
});`;
/** What was collected is unmapped meanwhile. */
const unmappingMs = 200;

/** Starts `compute-proxy serve`. */
export async function watchedServer(configFile: string): Promise<WatchedServer> {
  const server = await serverProcess("serve", configFile, { flags: ["--expose-gc"], preload: collectOnSignal });
  const { address, child } = server;
  const logged = (message: string): number => server.notes().split(`"msg":"${message}"`).length - 1;
  return {
    address,
    async memoryMb() {
      const collections = logged("collected");
      child.kill("SIGUSR2");
      await until(() => logged("collected") > collections);
      await delay(unmappingMs);
      return residentMb(server);
    },
    descriptors: () =>
      readdir(`/proc/${child.pid}/fd`).then(
        ({ length }) => length,
        () => NaN,
      ),
    logged,
    async stop() {
      const began = performance.now();
      child.kill("SIGTERM");
      return { code: await server.exited, seconds: (performance.now() - began) / 1000 };
    },
  };
}

function residentMb({ child }: ServerProcess): number {
  try {
    const status = readFileSync(`/proc/${child.pid}/status`, "utf8");
    return Number(/^VmRSS:\s+(\d+) kB$/mu.exec(status)?.[1]) / 1024;
  } catch {
    return NaN;
  }
}
