import {
  type RegisteredBackend,
  resolveModel,
  type Scope,
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
  const enter = ({ signal }: Scope): Promise<Disposable> => enterLane(backend, signal);
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
        using _place = await enter(scope);
        yield* closedOnAbort(port.generate({ ...request, model }, scope), scope.signal);
      },
      async embed(request, scope) {
        const model = engineModel(backend, request.model, "embedding");
        using _place = await enter(scope);
        return await port.embed({ ...request, model }, scope);
      },
      async transcribe(request, scope) {
        const model = engineModel(backend, request.model, "audio_to_text");
        using _place = await enter(scope);
        return await port.transcribe({ ...request, model }, scope);
      },
      async *synthesize(request, scope) {
        const model = engineModel(backend, request.model, "text_to_audio");
        using _place = await enter(scope);
        yield* closedOnAbort(port.synthesize({ ...request, model }, scope), scope.signal);
      },
    },
  };
}

/**
 * Several proxies may call this machine: the limits of its engines hold for all of them together. Those of an engine elsewhere
 * are that machine's business; held here, calls that go round in a circle would wait for themselves.
 */
async function enterLane({ definition, lane }: RegisteredBackend, signal: AbortSignal): Promise<Disposable> {
  return definition.type === "remote" ? { [Symbol.dispose]: () => undefined } : lane.enter("interactive", signal);
}

/** The engine's name for a model: aliases and patterns of this machine's configuration hold for calls of others too. */
function engineModel(backend: RegisteredBackend, requested: string, stageType: StageType): string {
  if (requested === "") return requested;
  const resolved = resolveModel(backend.definition, requested, stageType);
  if (resolved.kind === "served") return resolved.engineModel;
  throw new ProxyError("engine-lacks-model", resolved.because, { backend: backend.id });
}
