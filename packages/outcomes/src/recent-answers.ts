import type { JudgedRun } from "@compute-proxy/forwarding";
import { printable, ProxyError } from "@compute-proxy/core";

/** How many answers a process remembers. */
const mostRemembered = 1000;

/** The newest answers of this process, in memory alone. */
export interface RecentAnswers {
  /** Forgets the oldest answer when there are too many. */
  add(answer: JudgedRun): void;
  /** The run's answer of that stage; of its last one where the stage is "". Throws `run-not-found`. */
  find(runId: string, stageId: string): JudgedRun;
}

/** None yet. */
export function recentAnswers(): RecentAnswers {
  const answers: JudgedRun[] = [];
  return {
    add(answer) {
      answers.push(answer);
      if (answers.length > mostRemembered) answers.shift();
    },
    find(runId, stageId) {
      const ofRun = answers.filter((answer) => answer.runId === runId);
      const found = ofRun.findLast((answer) => stageId === "" || answer.stageId === stageId);
      if (found) return found;
      throw new ProxyError("run-not-found", ofRun.length === 0 ? unknownRun(runId) : unknownStage(stageId, ofRun));
    },
  };
}

function unknownRun(runId: string): string {
  const rule = `only the last ${mostRemembered} answers with a measured confidence are, and only while this process lives`;
  return `run "${printable(runId)}" is not remembered: ${rule}`;
}

function unknownStage(stageId: string, ofRun: readonly JudgedRun[]): string {
  const names = ofRun.map((answer) => `"${printable(answer.stageId)}"`).join(", ");
  return `run "${printable(ofRun[0]?.runId ?? "")}" has no answer of a stage "${printable(stageId)}" with a measured confidence; it has: ${names}`;
}
