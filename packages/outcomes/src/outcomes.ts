import type { AnswerFacts, OutcomeMemory } from "@compute-proxy/forwarding";
import { readLabelFile, withLabelFile } from "./label-file.js";
import { recentAnswers } from "./recent-answers.js";
import { readLabels, type StoredLabel, writeLabel } from "./stored-label.js";

/** Where verdicts go. */
export interface OutcomesPlan {
  /** The folder of outcomes.sqlite. Made with the first verdict, where it is not there. */
  readonly dataDir: string;
  /** The day and time of a verdict. Default: the machine's. */
  readonly date?: (() => Date) | undefined;
}

/** What somebody says of an answer. */
export interface Verdict {
  readonly runId: string;
  /** "": the run's last stage that has a measured confidence. */
  readonly stageId: string;
  readonly good: boolean;
}

/** What a verdict was filed under. */
export interface FiledVerdict extends AnswerFacts {
  /** Verdicts kept for that model and task, this one included. */
  readonly labels: number;
}

/** Remembers the newest answers in memory, and keeps verdicts on them in a file. There is nothing to close. */
export interface Outcomes extends OutcomeMemory {
  /**
   * Writes a verdict to the disk before it returns; a second one on the same answer replaces the first. Throws `run-not-found`;
   * `outcomes-locked` while another process writes; `outcomes-not-kept`, with what to do, for every other trouble with the file.
   */
  report(verdict: Verdict): FiledVerdict;
  /** Everything in the file, the oldest first; nothing where there is none. Throws as `report` does. */
  labels(): readonly StoredLabel[];
}

/** Outcomes under a folder. The file is opened with each verdict and closed after it. */
export function createOutcomes({ dataDir, date = () => new Date() }: OutcomesPlan): Outcomes {
  const answers = recentAnswers();
  return {
    remember: (answer) => answers.add(answer),
    report({ runId, stageId, good }) {
      const answer = answers.find(runId, stageId);
      const labels = withLabelFile(dataDir, (database) => writeLabel(database, answer, good, date()));
      return { ...answer.facts, labels };
    },
    labels: () => readLabelFile(dataDir, readLabels) ?? [],
  };
}
