import type { Backend } from "@compute-proxy/api";
import { type Adapter, createRemoteAdapter, remoteCapabilities, unsupported } from "@compute-proxy/backend";
import { type Clock, ProxyError } from "@compute-proxy/core";

interface AdapterType {
  /** Stage types, known without building an adapter. */
  readonly capabilities: readonly string[];
  /** Loads the adapter's package. */
  create(definition: Backend, clock: Clock): Promise<Adapter>;
}

/** The adapters that exist, by the type in the configuration. */
const adapterTypes: Readonly<Record<string, AdapterType>> = {
  ollama: {
    capabilities: ["text_generation", "embedding"],
    async create({ id, endpoint }, clock) {
      const { createOllamaAdapter } = await import("@compute-proxy/backend-ollama");
      return createOllamaAdapter({ id, endpoint, clock });
    },
  },
  whisper_cpp: {
    capabilities: ["audio_to_text"],
    async create(definition, clock) {
      const { createWhisperCppAdapter } = await import("@compute-proxy/backend-whisper-cpp");
      return createWhisperCppAdapter({ definition, clock });
    },
  },
  piper: {
    capabilities: ["text_to_audio"],
    async create(definition, clock) {
      const { createPiperAdapter } = await import("@compute-proxy/backend-piper");
      return createPiperAdapter({ definition, clock });
    },
  },
  simulated: {
    capabilities: ["text_generation", "embedding"],
    async create(definition, clock) {
      const { createSimulatedAdapter } = await import("@compute-proxy/backend-simulated");
      return createSimulatedAdapter({ definition, clock });
    },
  },
  remote: {
    capabilities: remoteCapabilities,
    create: async (definition, clock) => createRemoteAdapter({ definition, clock }),
  },
};

function adapterType({ type }: Backend): AdapterType | undefined {
  return Object.hasOwn(adapterTypes, type) ? adapterTypes[type] : undefined;
}

/** What a backend of its type can do, known without building its adapter. Nothing, where the type has no adapter yet. */
export function capabilitiesOf(definition: Backend): readonly string[] {
  return adapterType(definition)?.capabilities ?? [];
}

/** The adapter for a configured backend. A type without one yet gives an adapter that can do nothing and says so. */
export async function createAdapter(definition: Backend, clock: Clock): Promise<Adapter> {
  return adapterType(definition)?.create(definition, clock) ?? notYet(definition);
}

function notYet({ id, type }: Backend): Adapter {
  const refuse = (): ProxyError =>
    new ProxyError("not-capable", `backends of type ${type} are not supported yet`, { backend: id });
  return {
    capabilities: [],
    simulated: false,
    close: () => Promise.resolve(),
    port: {
      ...unsupported(`a backend of type ${type}`),
      describe: () => Promise.reject(refuse()),
      // oxlint-disable-next-line require-yield -- the stream fails before its first part
      async *generate() {
        throw refuse();
      },
    },
  };
}
