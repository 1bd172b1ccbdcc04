import { readdirSync, readFileSync } from "node:fs";

/** A process that cannot be mistaken for a later one with the same number. */
export interface ProcessIdentity {
  readonly pid: number;
  /** The boot it belongs to and the tick it started at. */
  readonly startedAt: string;
}

interface GroupMember {
  readonly pid: number;
  /** The program as it was called. */
  readonly program: string;
}

/** The process table; tests hand in a small one. */
export interface Processes {
  /** `undefined` when no such process lives; a zombie does not live. */
  startedAt(pid: number): string | undefined;
  /** Living members of a process group. */
  group(pid: number): readonly GroupMember[];
  /** A process, or with a negative number a group. Nothing happens when it has gone. */
  signal(pid: number, signal: NodeJS.Signals): void;
}

export function isSameProcess(processes: Processes, { pid, startedAt }: ProcessIdentity): boolean {
  return processes.startedAt(pid) === startedAt;
}

interface ProcessStat {
  readonly isZombie: boolean;
  readonly group: number;
  readonly startTick: string;
}

/** A line of /proc/PID/stat. The program's name stands in parentheses and may hold any character, `)` too. */
export function parseStat(line: string): ProcessStat | undefined {
  const fields = line.slice(line.lastIndexOf(")") + 2).split(" ");
  const [state, , group] = fields;
  const startTick = fields[19];
  if (state === undefined || group === undefined || startTick === undefined) return undefined;
  return { isZombie: state === "Z" || state === "X", group: Number(group), startTick };
}

export const linuxProcesses: Processes = {
  startedAt(pid) {
    const stat = statOf(pid);
    const boot = read("/proc/sys/kernel/random/boot_id");
    return stat === undefined || stat.isZombie || boot === undefined ? undefined : `${boot.trim()}:${stat.startTick}`;
  },
  group(pid) {
    return numbersIn("/proc").flatMap((member) => {
      const stat = statOf(member);
      if (stat === undefined || stat.isZombie || stat.group !== pid) return [];
      return [{ pid: member, program: (read(`/proc/${member}/cmdline`) ?? "").split("\0")[0] ?? "" }];
    });
  },
  signal(pid, signal) {
    try {
      process.kill(pid, signal);
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error;
    }
  },
};

function statOf(pid: number): ProcessStat | undefined {
  const line = read(`/proc/${pid}/stat`);
  return line === undefined ? undefined : parseStat(line);
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}

function numbersIn(directory: string): readonly number[] {
  return readdirSync(directory).map(Number).filter(Number.isInteger);
}
