import type { Annotations, DeepPartial, StageResult } from "@compute-proxy/api";
import { isComputeError, textOf } from "@compute-proxy/client";
import type { LeafScene } from "./leaf-row.js";

/** An easy question that every simulated device knows. */
export const question = "What is the capital of France?";

/** Something of the first stage's result of pipeline p. */
export function firstStage<T>(read: (result: StageResult) => T, annotations: DeepPartial<Annotations> = {}) {
  return async ({ client }: LeafScene): Promise<T | undefined> => {
    const { stageResults } = await client.runPipeline("p", question, { annotations });
    const [first] = stageResults;
    return first && read(first);
  };
}

/** backend:model of each attempt of the first stage. */
export const attempts = firstStage(({ metadata }) =>
  metadata?.attempts.map(({ backend, model }) => `${backend}:${model}`).join(" "),
);

/** The run's text, or the status that it failed with. */
export async function answer({ client }: LeafScene): Promise<string | undefined> {
  try {
    const response = await client.runPipeline("p", question);
    return response.error?.code ?? textOf(response);
  } catch (error) {
    if (isComputeError(error)) return error.code;
    throw error;
  }
}

/** The backends of a streamed run's attempts, and what it came to: its text, or the status that it failed with. */
export async function streamed({ client }: LeafScene): Promise<string> {
  const backends: string[] = [];
  let end = "";
  for await (const { event } of client.streamPipeline("p", question)) {
    if (event?.$case === "attemptStart") backends.push(event.value.backend);
    if (event?.$case === "runEnd") end = event.value.error?.code ?? textOf(event.value) ?? "";
  }
  return `${backends.join(" ")}: ${end}`;
}

/** The backends of two runs that are under way together, in the order of their names. */
export async function twoAtOnce({ client }: LeafScene): Promise<readonly string[]> {
  const runs = await Promise.all([client.runPipeline("p", question), client.runPipeline("p", question)]);
  return runs.map(({ stageResults: [first] }) => first?.backend ?? "").toSorted();
}

/** Something of the first backend as ListBackends tells it after a call. */
export function afterOneCall<T>(read: Parameters<typeof firstBackend<T>>[0]) {
  return async (scene: LeafScene): Promise<T | undefined> => {
    await scene.client.runPipeline("p", question);
    return firstBackend(read)(scene);
  };
}

/** Something of the first backend as ListBackends tells it. */
export function firstBackend<T>(
  read: (status: Awaited<ReturnType<LeafScene["client"]["listBackends"]>>["backends"][number]) => T,
) {
  return async ({ client }: LeafScene): Promise<T | undefined> => {
    const { backends } = await client.listBackends({});
    const [first] = backends;
    return first && read(first);
  };
}

/** Something of the first pipeline as ListPipelines tells it. */
export function firstPipeline<T>(
  read: (summary: Awaited<ReturnType<LeafScene["client"]["listPipelines"]>>["pipelines"][number]) => T,
) {
  return async ({ client }: LeafScene): Promise<T | undefined> => {
    const { pipelines } = await client.listPipelines({});
    const [first] = pipelines;
    return first && read(first);
  };
}

/** One option of the request that the engine gets. */
export function engineOption(name: string) {
  return async (scene: LeafScene): Promise<unknown> => {
    await scene.client.runPipeline("p", question);
    const options = scene.engine.requests.at(-1)?.body["options"];
    return typeof options === "object" && options !== null ? { ...options }[name as never] : undefined;
  };
}
