import { Annotations, type Pipeline, type Stage } from "@compute-proxy/api";
import type { PcmAudio } from "@compute-proxy/audio";
import type { Priority } from "@compute-proxy/backend";
import { ProxyError, timeLimit, toProxyError } from "@compute-proxy/core";
import { hasGates } from "@compute-proxy/forwarding";
import { conditionUse } from "../condition/index.js";
import { noRouteError } from "../route/no-route.js";
import { planRoute } from "../route/plan-route.js";
import type { Route, Rung } from "../route/rung.js";
import type { RunContext } from "../run-context.js";
import type { RunEvent } from "../event.js";
import type { EffectiveOptions } from "../run/run-options.js";
import { decodeAudio } from "../speech/decode-audio.js";
import { openSentenceFeed, type SentenceFeed } from "../speech/sentence-feed.js";
import { sentenceSplitter } from "../speech/sentences.js";
import { runAttempts } from "./attempts.js";
import { taskOf } from "./answer-facts.js";
import { rememberAnswer } from "./remember-answer.js";
import { routeByPrior } from "./route-by-prior.js";
import { moveFacts } from "./failover/move-facts.js";
import { heatRule, type HeatRule } from "./heat/heat-rule.js";
import { noteAnswer, type PlannedWork } from "./heat/measured-rates.js";
import { tooHot, type TooHot } from "./heat/too-hot.js";
import { listeningWork } from "./listening-stage.js";
import { earlyExitThetas } from "./early-exit-thetas.js";
import { embeddingWork } from "./embedding-stage.js";
import { showingOf } from "./showing.js";
import type { StageFlow } from "./stage-flow.js";
import { speakingWork } from "./speaking-stage.js";
import { promptText, stagePrompt } from "./stage-prompt.js";
import { attemptedStage, type FinishedStage, unstartedStage } from "./stage-result.js";
import type { StageWork } from "./stage-work.js";
import { defaultMaxTokens, textWork } from "./text-stage.js";

/** A stage and what surrounds it. */
export interface StageScope {
  readonly pipeline: Pipeline;
  readonly stage: Stage;
  readonly flow: StageFlow;
  readonly options: EffectiveOptions;
  readonly context: RunContext;
  /** For a stage that speaks while its text is still being written. */
  readonly sentences?: SentenceFeed | undefined;
}

/** Runs one stage to its result. A failure is a result; only the abort of the run is thrown. */
export async function* runStage(scope: StageScope): AsyncGenerator<RunEvent, FinishedStage, void> {
  const { pipeline, stage, options, context } = scope;
  const { clock, registry, routing, annotations, signal } = context;
  const began = clock.now();
  const { tiers } = pipeline;
  const heat = heatRule(stage, context.heat);
  const planned = plannedWork(stage, scope.flow);
  const hot = (rung: Rung): TooHot | undefined => tooHot(heat, rung, planned, clock.now());
  const wishes = wishesOf(annotations, options);
  const { backends } = registry;
  const whole = planRoute({ stage, tiers, backends, routing, wishes, tooHot: heat && hot, now: began });
  const { route, priors } =
    stage.routing === "prior"
      ? await routeByPrior(whole, scope, priorityOf(annotations))
      : { route: whole, priors: [] };
  yield {
    $case: "stageStart",
    value: {
      stageId: stage.id,
      type: stage.type,
      route: route.rungs.map(({ backend }) => backend.id),
      excluded: [...route.excluded],
      priors: [...priors],
    },
  };

  const prepared = prepare(
    scope,
    { route, heat, tooHot: hot },
    route.rungs.length === 0 ? noRouteError(stage, route.excluded) : undefined,
  );
  if (prepared.kind === "failed")
    return unstartedStage(stage, prepared.error, clock.now() - began, options.collectMetrics);

  const { work } = prepared;
  const limitMs = stage.timeoutMs ?? options.stageTimeoutMs;
  using limit = limitMs === undefined ? undefined : timeLimit(signal, limitMs, clock, () => tooSlow(stage, limitMs));
  registry.retryBudget.call();
  const oneRung = Math.min(route.rungs.length, route.maxAttempts) === 1;
  const outcome = yield* runAttempts({
    stage,
    route,
    work,
    registry,
    clock,
    tooHot: hot,
    noteAnswer: context.heat && noteAnswer,
    random: context.random ?? Math.random,
    priority: priorityOf(annotations),
    runSignal: signal,
    signal: limit?.signal ?? signal,
    tellsDeltas: context.reads !== "result",
    showing: showingOf(stage, { isStreaming: options.enableStreaming, isChecked: !oneRung && hasGates(work.gates) }),
  });
  rememberAnswer(context, stage.id, outcome);
  return attemptedStage(stage, outcome, clock.now() - began, options.collectMetrics);
}

/** Where a stage may run. */
interface StageWay {
  readonly route: Route;
  readonly heat: HeatRule | undefined;
  tooHot(rung: Rung): TooHot | undefined;
}

type Prepared =
  | { readonly kind: "ready"; readonly work: StageWork }
  | { readonly kind: "failed"; readonly error: ProxyError };

function prepare(scope: StageScope, way: StageWay, noRoute: ProxyError | undefined): Prepared {
  if (noRoute) return { kind: "failed", error: noRoute };
  try {
    return { kind: "ready", work: workOf(scope, way) };
  } catch (error) {
    return { kind: "failed", error: inStage(scope.stage, toProxyError(error)) };
  }
}

function workOf(scope: StageScope, { route, heat, tooHot: isTooHot }: StageWay): StageWork {
  const { pipeline, stage, flow, options, context, sentences } = scope;
  const confidence = stage.forwardingPolicy?.enableConfidenceCheck === true || readsConfidence(pipeline, stage.id);
  switch (stage.type) {
    case "text_generation":
      return textWork(
        stage,
        stagePrompt(stage, flow, options.preserveContext),
        {
          confidence,
          quality: stage.forwardingPolicy?.enableQualityCheck === true,
          task: taskOf(pipeline, stage),
          calibration: context.calibration,
        },
        {
          thetaOf: route.mayEscalate ? earlyExitThetas(pipeline, stage, context.calibration) : undefined,
          moves: moveFacts(stage, route, context, isTooHot),
          watches: { stage, rungs: route.rungs, heat, priority: priorityOf(context.annotations) },
        },
      );
    case "embedding":
      return embeddingWork(promptText(stagePrompt(stage, flow, options.preserveContext)));
    case "audio_to_text":
      return listeningWork(stage, heardBy(stage, flow));
    case "text_to_audio":
      return speakingWork(stage, sentences ?? wholeText(promptText(stagePrompt(stage, flow, options.preserveContext))));
    default:
      throw new ProxyError("not-capable", `stage "${stage.id}": nothing can run a stage of type ${stage.type} yet`);
  }
}

/** The option is for runs whose request does not say. */
function wishesOf(
  annotations: Annotations | undefined,
  { latencyCritical }: EffectiveOptions,
): Annotations | undefined {
  if (!latencyCritical || annotations?.latencyCritical !== undefined) return annotations;
  return Annotations.fromPartial({ ...annotations, latencyCritical });
}

/** What the stage's answer will take, as far as it is known before its prompt is made. */
function plannedWork({ generation }: Stage, { text = "" }: StageFlow): PlannedWork {
  return { promptCharacters: text.length, maxTokens: generation?.maxTokens ?? defaultMaxTokens };
}

/** Checked before the run: anything else than background is what it is by default. */
function priorityOf(annotations: Annotations | undefined): Priority {
  return annotations?.priority === "background" ? "background" : "interactive";
}

function wholeText(text: string): SentenceFeed {
  const splitter = sentenceSplitter();
  const feed = openSentenceFeed();
  feed.add([...splitter.add(text), ...splitter.end()]);
  feed.end();
  return feed;
}

function heardBy(stage: Stage, { audio }: StageFlow): PcmAudio {
  if (audio) return decodeAudio(audio);
  throw new ProxyError("input-not-usable", `stage "${stage.id}": no audio reaches it`, { stageId: stage.id });
}

function readsConfidence({ stages }: Pipeline, id: string): boolean {
  return stages.some(({ when }) => when !== undefined && conditionUse(when).confidences.includes(id));
}

function inStage(stage: Stage, error: ProxyError): ProxyError {
  if (error.stageId !== undefined) return error;
  const { violations, cause } = error;
  return new ProxyError(error.code, `stage "${stage.id}": ${error.message}`, { stageId: stage.id, violations, cause });
}

function tooSlow(stage: Stage, limitMs: number): ProxyError {
  const setting = stage.timeoutMs === undefined ? "stage_timeout_ms" : "timeout_ms";
  return new ProxyError("stage-timeout", `stage "${stage.id}" took longer than its ${setting} of ${limitMs} ms`, {
    stageId: stage.id,
  });
}
