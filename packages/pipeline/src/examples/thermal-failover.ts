import { Pipeline } from "@compute-proxy/api";

const model = "llama3:7b";

/** Leaves a device that is too hot, in the middle of an answer if need be. */
export const thermalFailover: Pipeline = Pipeline.fromPartial({
  id: "thermal-failover",
  name: "Thermal Failover",
  description: "NVIDIA GPU first; the integrated GPU, then the CPU, while it is too hot",
  tiers: {
    nvidia: { hardware: "nvidia", model },
    intel: { hardware: "igpu", model },
    cpu: { hardware: "cpu", model },
  },
  stages: [
    {
      id: "generate-text",
      type: "text_generation",
      preferredHardware: "nvidia",
      forwardingPolicy: {
        enableThermalCheck: true,
        maxTemperature: 87,
        maxFanPercent: 85,
        enableStreamingFailover: true,
        escalationPath: ["nvidia", "intel", "cpu"],
      },
    },
  ],
  options: { enableStreaming: true },
});
