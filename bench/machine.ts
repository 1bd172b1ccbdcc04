import { execFileSync } from "node:child_process";
import { availableParallelism, cpus, loadavg } from "node:os";

/** When and where something was measured. */
export type Circumstances = ReturnType<typeof circumstances>;

/** Where and when a report was made, so that its figures can be judged and repeated. */
export function circumstances() {
  return {
    date: new Date().toISOString().slice(0, 10),
    commit: commit(),
    machine: {
      processor: cpus()[0]?.model ?? "unknown",
      cores: availableParallelism(),
      loadAtTheEnd: loadavg().map((load) => Number(load.toFixed(2))),
      node: process.versions.node,
      system: `${process.platform} ${process.arch}`,
    },
  };
}

/** The same for a page. */
export function circumstanceLines({ date, commit: of, machine }: Circumstances): string {
  return `- date: ${date}, commit ${of}
- machine: ${machine.processor}, ${machine.cores} cores, ${machine.system}, Node ${machine.node}; load at the end ${machine.loadAtTheEnd.join(", ")}`;
}

function commit(): string {
  const git = (...words: readonly string[]): string => execFileSync("git", words, { encoding: "utf8" }).trim();
  const changed =
    git("status", "--porcelain", "--untracked-files=no") === "" ? "" : ", with changes that are not committed";
  return `${git("rev-parse", "--short", "HEAD")}${changed}`;
}
