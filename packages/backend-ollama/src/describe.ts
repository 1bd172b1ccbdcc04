import { ModelInfo } from "@compute-proxy/api";
import { DescribeResponse } from "@compute-proxy/api/backend/v1";
import { isProxyError } from "@compute-proxy/core";
import type { EngineHttp } from "./engine-http.js";
import { parseShow, parseTags, parseVersion, type WireModel, type WireShow } from "./wire-models.js";

/** Stage types that this adapter implements. */
export const capabilities: readonly string[] = ["text_generation", "embedding"];

/** What is known of the engine's models, kept between descriptions. */
export interface Descriptions {
  /** Asks the engine. A model that it lists and cannot show is left out. */
  describe(signal: AbortSignal): Promise<DescribeResponse>;
  /** The digest of a model as last listed; empty while it was not. */
  digestOf(model: string): string;
}

/** Models asked about at the same time. */
const atOnce = 4;

/** Stage types for Ollama's words; its other words (insert, tools, vision, ...) are not used. */
const stageTypes: ReadonlyMap<string, string> = new Map([
  ["completion", "text_generation"],
  ["embedding", "embedding"],
]);

/** Makes one that asks /api/show once for each digest. */
export function createDescriptions(http: EngineHttp): Descriptions {
  let shown = new Map<string, WireShow>();
  let digests = new Map<string, string>();

  const show = async (model: WireModel, signal: AbortSignal): Promise<WireShow | undefined> => {
    const known = model.digest === "" ? undefined : shown.get(model.digest);
    if (known) return known;
    try {
      return parseShow(await http.json("/api/show", { model: model.name }, signal));
    } catch (error) {
      // Removed since the list was made, or broken on disk: the other models are still there.
      if (isProxyError(error) && ["engine-lacks-model", "engine-failed", "engine-rejected"].includes(error.code))
        return undefined;
      throw error;
    }
  };

  return {
    async describe(signal) {
      const version = parseVersion(await http.json("/api/version", undefined, signal));
      // Ollama's own order, by date, changes from call to call where dates are equal.
      const tags = parseTags(await http.json("/api/tags", undefined, signal)).toSorted(byName);
      const found: Array<readonly [WireModel, WireShow]> = [];
      for (let start = 0; start < tags.length; start += atOnce) {
        const group = tags.slice(start, start + atOnce);
        const answers = await allSettled(group.map((model) => show(model, signal)));
        for (const [index, model] of group.entries()) {
          const answer = answers[index];
          if (answer) found.push([model, answer]);
        }
      }
      shown = new Map(found.map(([model, answer]) => [model.digest, answer]));
      digests = new Map(tags.map((model) => [model.name, model.digest]));
      const models = found.map(([model, answer]) => toModelInfo(model, answer));
      return DescribeResponse.fromPartial({
        type: "ollama",
        engineVersion: version,
        models,
        capabilities: [...capabilities],
      });
    },
    digestOf: (model) => digests.get(model) ?? digests.get(`${model}:latest`) ?? "",
  };
}

/** As Promise.all, but leaves no request behind when one fails. */
async function allSettled<T>(promises: ReadonlyArray<Promise<T>>): Promise<T[]> {
  await Promise.allSettled(promises);
  return await Promise.all(promises);
}

function byName(first: WireModel, second: WireModel): number {
  return first.name < second.name ? -1 : 1;
}

function toModelInfo(model: WireModel, show: WireShow): ModelInfo {
  return ModelInfo.fromPartial({
    name: model.name,
    digest: model.digest,
    capabilities: show.capabilities.flatMap((name) => stageTypes.get(name) ?? []),
    contextLength: show.contextLength,
    sizeBytes: model.size,
    family: model.family,
    quantization: model.quantization,
  });
}
