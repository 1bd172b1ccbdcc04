import {
  type CalibrationEntry,
  type CalibrationFile,
  fitConfidence,
  fitEarlyExit,
  type LabelledFeatures,
  promptFeatures,
  promptPrior,
} from "@compute-proxy/calibration";
import type { JudgedLog, JudgedQuestion } from "../judged/judged-question.js";
import type { LoggedRung } from "../log/answer-log.js";
import { fitAnswerConfidence, type LabelledAnswer } from "../scores/fit-answer-confidence.js";

/**
 * What the training half of a log teaches about each rung's model, for a task (`<pipeline id>/<stage id>`, or `*`): the test half is not
 * looked at. Dated as the log, so that the same log gives the same file.
 */
export function calibrateLog({ header, questions }: JudgedLog, task: string): CalibrationFile {
  const train = questions.filter(({ split }) => split === "train");
  const { name, digest, count } = header.question_set;
  return {
    created: header.date,
    questionSet: { name, digest, count },
    entries: header.rungs.map((rung) => calibrationEntry(rung, train, task, header)),
  };
}

function calibrationEntry(
  rung: LoggedRung,
  train: readonly JudgedQuestion[],
  task: string,
  { question_set: set, settings }: JudgedLog["header"],
): CalibrationEntry {
  const labelled = train.flatMap((question): LabelledAnswer[] => {
    const answer = question.answers.get(rung.name);
    return answer ? [{ question, answer }] : [];
  });
  const fittedOn = { model: rung.digest, task, set: `${set.name} ${set.digest}` };
  const embedded = labelled.flatMap(({ question, answer }) =>
    question.embedding ? [{ embedding: question.embedding, good: answer.good }] : [],
  );
  const drafts = labelled.map(({ answer }) => answer);
  return {
    model: rung.model,
    modelDigest: rung.digest,
    task,
    confidence: fitAnswerConfidence(labelled, fittedOn),
    earlyExit: fitEarlyExit(drafts, { demand: "expected" }),
    entry: {
      promptModel: fitConfidence(labelled.map(promptSample), { prior: promptPrior, fittedOn }),
      labelled: settings.embedding_model === undefined ? [] : embedded,
      ...(settings.embedding_model !== undefined && { embeddingModel: settings.embedding_model }),
    },
  };
}

function promptSample({ question, answer }: LabelledAnswer): LabelledFeatures {
  return { features: promptFeatures(question.prompt), good: answer.good, group: question.id };
}
