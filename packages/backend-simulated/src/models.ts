import { createHash } from "node:crypto";
import { type Backend, ModelInfo } from "@compute-proxy/api";
import type { HardwareKind } from "@compute-proxy/backend";
import { didYouMean, printable, ProxyError } from "@compute-proxy/core";
import { qualityOf } from "./quality.js";

/** Changes whenever the same seed and request would get another answer. */
export const engineVersion = "2";

/** What a model does. */
export type Capability = "text_generation" | "embedding";

/** All that a simulated model consists of. */
export interface SimulatedModel {
  readonly name: string;
  readonly capability: Capability;
  /** 0 to 1. */
  readonly quality: number;
  /** Two models with one digest answer alike. */
  readonly digest: string;
  /** Tokens of prompt and answer together. */
  readonly contextLength: number;
}

const contextLength = { text_generation: 32_768, embedding: 512 } as const satisfies Record<Capability, number>;

/**
 * The models of a simulated backend: every name of models.preferred and models.supported without `*`, and what the aliases
 * point to. A name with "embed" or "minilm" in it makes embeddings; every other one generates text.
 */
export function modelsOf(definition: Backend, hardware: HardwareKind): SimulatedModel[] {
  const { preferred = [], supported = [], aliases = {} } = definition.models ?? {};
  const names = new Set([...preferred, ...supported, ...Object.values(aliases)].filter((name) => !name.includes("*")));
  return [...names].map((name) => {
    const capability = /embed|minilm/iu.test(name) ? "embedding" : "text_generation";
    const quality = qualityOf(name, hardware);
    const digest = createHash("sha256")
      .update(JSON.stringify(["simulated", engineVersion, name, quality]))
      .digest("hex");
    return { name, capability, quality, digest, contextLength: contextLength[capability] };
  });
}

/** A model as a description lists it. */
export function modelInfo({ name, digest, capability, contextLength: tokens }: SimulatedModel): ModelInfo {
  return ModelInfo.fromPartial({ name, digest, capabilities: [capability], contextLength: tokens });
}

/** The model of that name. Throws `engine-lacks-model`, or `not-capable` when it does something else. */
export function servedModel(
  models: readonly SimulatedModel[],
  name: string,
  capability: Capability,
  backend: string,
): SimulatedModel {
  const engine = `simulated backend "${printable(backend)}"`;
  const model = models.find((candidate) => candidate.name === name);
  if (!model) {
    const names = models.map((candidate) => candidate.name);
    const hint = didYouMean(name, names);
    throw new ProxyError("engine-lacks-model", `${engine} does not have model "${printable(name)}"${hint}`, {
      backend,
    });
  }
  if (model.capability !== capability) {
    const message = `model "${printable(name)}" of ${engine} does ${model.capability}, not ${capability}`;
    throw new ProxyError("not-capable", message, { backend });
  }
  return model;
}
