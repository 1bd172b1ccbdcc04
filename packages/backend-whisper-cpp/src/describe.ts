import type { Backend } from "@compute-proxy/api";
import { DescribeResponse } from "@compute-proxy/api/backend/v1";
import { allowsModel, type EngineName } from "@compute-proxy/backend";
import { isProxyError } from "@compute-proxy/core";
import type { EngineHttp } from "./engine-http.js";
import { refusalError, saysNoSuchPath } from "./wire-error.js";

/** Stage types that this adapter implements. */
export const capabilities: readonly string[] = ["audio_to_text"];

/**
 * The names under which the configuration lets this backend be asked. whisper-server has one model and does not tell its name,
 * so the operator's word is all there is.
 */
export function configuredModels(definition: Backend): readonly string[] {
  const { preferred = [], aliases = {}, supported = [] } = definition.models ?? {};
  const plain = supported.filter((pattern) => !pattern.includes("*"));
  const names = new Set([...preferred, ...Object.values(aliases), ...plain]);
  return [...names].filter((name) => allowsModel(definition, name) === undefined);
}

/** What the configuration says, without asking the engine. */
export function descriptionOf(models: readonly string[]): DescribeResponse {
  return DescribeResponse.fromPartial({
    type: "whisper_cpp",
    capabilities: [...capabilities],
    models: models.map((name) => ({ name, capabilities: [...capabilities] })),
  });
}

/** Fails when the engine is not there, or does not work. */
export async function askHealth(http: EngineHttp, engine: EngineName, signal: AbortSignal): Promise<void> {
  const answer = await http.health(signal);
  if (answer.kind === "body") return;
  // After a failed load of another model, /health says 404 for good, while /inference goes on working.
  const isWell = saysNoSuchPath(answer.refusal) && (await answersInference(http, signal));
  if (!isWell) throw refusalError(answer.refusal, engine);
}

/** Whether an error may only mean that the engine is working: with its few threads taken, it answers nobody. */
export function mayBeBusy(error: unknown): boolean {
  return isProxyError(error) && (error.code === "engine-timeout" || error.code === "engine-connect-timeout");
}

async function answersInference(http: EngineHttp, signal: AbortSignal): Promise<boolean> {
  const answer = await http.inference(undefined, signal);
  return answer.kind === "refusal" && answer.refusal.status === 400 && answer.refusal.body === "Invalid request";
}
