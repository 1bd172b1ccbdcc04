import type { Processes } from "./processes.ts";

export interface FakeProcess {
  readonly pid: number;
  readonly group: number;
  readonly startedAt: string;
  readonly program: string;
  /** Goes on after a SIGTERM. */
  readonly stubborn?: boolean;
}

/** A small process table, for tests. `signals` is what was sent to whom. */
export function fakeProcesses(table: readonly FakeProcess[]): Processes & { readonly signals: readonly string[] } {
  let alive = [...table];
  const signals: string[] = [];
  return {
    signals,
    startedAt: (pid) => alive.find((process) => process.pid === pid)?.startedAt,
    group: (pid) => alive.filter(({ group }) => group === pid),
    signal: (pid, signal) => {
      signals.push(`${signal} ${pid}`);
      alive = alive.filter((process) => {
        const isMeant = pid < 0 ? process.group === -pid : process.pid === pid;
        return !isMeant || (signal === "SIGTERM" && process.stubborn === true);
      });
    },
  };
}
