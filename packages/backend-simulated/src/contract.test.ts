import { Backend } from "@compute-proxy/api";
import { describeBackendContract } from "@compute-proxy/backend/testing";
import { systemClock } from "@compute-proxy/core";
import { createSimulatedAdapter } from "./simulated-adapter.js";

const definition = Backend.fromPartial({
  id: "sim",
  hardware: "igpu",
  characteristics: { avgLatencyMs: 1, maxTokensPerSecond: 10_000 },
  models: { preferred: ["llama3:7b", "all-minilm"] },
});

describeBackendContract("simulated backend", {
  textModel: "llama3:7b",
  embeddingModel: "all-minilm",
  continues: ["token-ids", "raw", "prefill"],
  open: async () => {
    const { port, close } = createSimulatedAdapter({ definition, clock: systemClock });
    let open = 0;
    const counted: typeof port = {
      ...port,
      async *generate(request, scope) {
        open += 1;
        try {
          yield* port.generate(request, scope);
        } finally {
          open -= 1;
        }
      },
    };
    return { port: counted, openRequests: () => open, close };
  },
});
