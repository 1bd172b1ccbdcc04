import type { Backend } from "@compute-proxy/api";
import { DescribeResponse, EmbedResponse } from "@compute-proxy/api/backend/v1";
import { type Adapter, type BackendPort, unsupported } from "@compute-proxy/backend";
import { type Clock, printable, ProxyError, throwIfAborted } from "@compute-proxy/core";
import { deviceOf } from "./device.js";
import { embeddingOf } from "./embedding.js";
import { createWarmth, heatLaw, warmingTurns } from "./heat.js";
import { type Capability, engineVersion, modelInfo, modelsOf, servedModel } from "./models.js";
import { planGeneration, tokensWithin } from "./plan.js";
import { play } from "./play.js";
import { createTurns } from "./turns.js";

/** What a simulated backend is made of. */
export interface SimulatedParts {
  /** Hardware, characteristics and model names decide how it behaves; the endpoint is not used. */
  readonly definition: Backend;
  readonly clock: Clock;
  /** Another seed gives other answers, equally often right. Default 264. */
  readonly seed?: number;
}

/** One of the seeds (one in forty) with which the easy questions of the demo stay and both "Explain" questions climb twice. */
const defaultSeed = 264;

const capabilities = ["text_generation", "embedding"] as const satisfies readonly Capability[];

/**
 * An adapter whose engine is a model of one device: it does one thing at a time, in the time that the characteristics tell.
 * The same seed, definition and request give the same answer. Throws `invalid-request` for a definition that
 * describes no device. Closing it ends running calls with `shutting-down`.
 */
export function createSimulatedAdapter({ definition, clock, seed = defaultSeed }: SimulatedParts): Adapter {
  const device = deviceOf(definition);
  const models = modelsOf(definition, device.hardware);
  const warmth = createWarmth(heatLaw(definition), clock);
  const turns = warmingTurns(createTurns(), warmth);
  const closing = new AbortController();
  const alive = (signal: AbortSignal): AbortSignal => {
    const either = AbortSignal.any([signal, closing.signal]);
    throwIfAborted(either);
    return either;
  };

  const port: BackendPort = {
    ...unsupported(`simulated backend "${printable(definition.id)}"`),

    async describe(_, scope) {
      alive(scope.signal);
      return DescribeResponse.fromPartial({
        type: "simulated",
        engineVersion,
        models: models.map(modelInfo),
        capabilities: [...capabilities],
        simulated: true,
      });
    },

    async *generate(request, scope) {
      const signal = alive(scope.signal);
      const model = servedModel(models, request.model, "text_generation", definition.id);
      const plan = planGeneration(request, model, seed);
      using _ = await turns.take(signal);
      const { logprobs, continuable } = request;
      yield* play(plan, { device, clock, signal, logprobs, continuable, modelDigest: model.digest });
    },

    async embed(request, scope) {
      const signal = alive(scope.signal);
      const model = servedModel(models, request.model, "embedding", definition.id);
      if (request.text === "") throw new ProxyError("invalid-request", "the text to embed is empty");
      const tokensIn = tokensWithin(request.text, model.contextLength, model.name);
      using _ = await turns.take(signal);
      const start = clock.now();
      await clock.sleep(device.firstTokenMs, signal);
      return EmbedResponse.fromPartial({
        embedding: { values: embeddingOf(request.text, model.name, seed) },
        usage: { tokensIn, promptMs: clock.now() - start },
        modelDigest: model.digest,
      });
    },
  };

  return {
    port,
    capabilities,
    simulated: true,
    temperature: warmth.temperature,
    close: async () => closing.abort(new ProxyError("shutting-down", "the simulated engine has been closed")),
  };
}
