import { cpus, loadavg, totalmem } from "node:os";
import { basename } from "node:path";
import { type Clock } from "@compute-proxy/core";
import { loadPipelines } from "@compute-proxy/config";
import { type LogHeader, type Question, questionSetDigest } from "@compute-proxy/evaluation";
import { findPipeline } from "@compute-proxy/pipeline";
import type { Logger } from "pino";
import { capabilitiesOf } from "../../adapters.js";
import { openConfiguration } from "../../open-configuration.js";
import { watchedBackends } from "../../watched-backends.js";
import { openAnswerFile } from "./answer-file.js";
import { selfCheckQuestion } from "./ask-rung.js";
import { escalatingStage, type LiveRung, liveRungs } from "./live-rung.js";
import { type Progress, recordAnswers } from "./record-answers.js";

/** A ladder, and what it is asked. */
export interface LivePlan {
  readonly configFile: string;
  readonly pipelineId: string;
  readonly questions: readonly Question[];
  /** The file of the questions, as the log names it. */
  readonly set: string;
  /** The log that is written or gone on with. */
  readonly logFile: string;
  readonly clock: Clock;
  readonly log: Logger;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
}

/** Asks the rungs of the pipeline's escalation path and records their answers. The backends are closed at the end. */
export async function recordLive(plan: LivePlan): Promise<void> {
  const { configFile, questions, signal } = plan;
  const configuration = await openConfiguration(configFile, undefined, plan.log);
  const { catalog } = await loadPipelines(configuration, configFile, capabilitiesOf);
  const pipeline = findPipeline(catalog, plan.pipelineId);
  const stage = escalatingStage(pipeline);
  const backends = await watchedBackends(configuration, plan.log, plan.clock);
  try {
    const rungs = await liveRungs(pipeline, stage, backends.registry, signal);
    const embedder = rungs.find(({ backend }) => backend.capabilities.includes("embedding") && !backend.simulated);
    const file = await openAnswerFile(plan.logFile, header(plan, rungs, embedder));
    await recordAnswers({ ...plan, rungs, questions, embedder, file });
  } finally {
    await backends.close();
  }
}

function header({ questions, set }: LivePlan, rungs: readonly LiveRung[], embedder: LiveRung | undefined): LogHeader {
  return {
    kind: "header",
    version: 1,
    date: new Date().toISOString().slice(0, 10),
    question_set: { name: basename(set), digest: questionSetDigest(questions), count: questions.length },
    rungs: rungs.map(({ logged }) => logged),
    settings: {
      temperature: 0,
      self_check: selfCheckQuestion,
      ...(embedder && { embedding_model: embedder.logged.model }),
    },
    machine: {
      cpu: cpus()[0]?.model ?? "unknown",
      cores: cpus().length,
      memory_gb: Math.round(totalmem() / 2 ** 30),
      load: `load average ${(loadavg()[0] ?? 0).toFixed(1)} when it began`,
    },
  };
}
