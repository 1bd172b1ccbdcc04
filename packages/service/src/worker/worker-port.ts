import {
  type RegisteredBackend,
  resolveModel,
  servedModels,
  type ServedBackend,
  type StageType,
} from "@compute-proxy/backend";
import { ProxyError } from "@compute-proxy/core";
import { closedOnAbort } from "../call/closed-on-abort.js";

/**
 * A backend of this machine as others see it: its models as the configuration has them, and what is simulated or emulated says
 * so. A stalled reader does not keep the engine past the end of the call.
 */
export function workerPort(backend: RegisteredBackend): ServedBackend {
  const { port } = backend;
  const marks = () => ({ simulated: backend.simulated, emulated: backend.definition.emulated === true });
  return {
    marks,
    port: {
      async describe(request, scope) {
        const description = await port.describe(request, scope);
        const models = [...servedModels(backend.definition, description.models)];
        return { ...description, ...marks(), models };
      },
      async *generate(request, scope) {
        const model = engineModel(backend, request.model, "text_generation");
        yield* closedOnAbort(port.generate({ ...request, model }, scope), scope.signal);
      },
      async embed(request, scope) {
        return port.embed({ ...request, model: engineModel(backend, request.model, "embedding") }, scope);
      },
      async transcribe(request, scope) {
        return port.transcribe({ ...request, model: engineModel(backend, request.model, "audio_to_text") }, scope);
      },
      async *synthesize(request, scope) {
        const model = engineModel(backend, request.model, "text_to_audio");
        yield* closedOnAbort(port.synthesize({ ...request, model }, scope), scope.signal);
      },
    },
  };
}

/** The engine's name for a model: aliases and patterns of this machine's configuration hold for calls of others too. */
function engineModel(backend: RegisteredBackend, requested: string, stageType: StageType): string {
  if (requested === "") return requested;
  const resolved = resolveModel(backend.definition, requested, stageType);
  if (resolved.kind === "served") return resolved.engineModel;
  throw new ProxyError("engine-lacks-model", resolved.because, { backend: backend.id });
}
