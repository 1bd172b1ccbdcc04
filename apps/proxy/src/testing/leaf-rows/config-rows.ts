import { expect } from "@jest/globals";
import { access } from "node:fs/promises";
import { join } from "node:path";
import { ownPort } from "../own-port.js";
import { type LeafRow, withDeadEngine, withEngine } from "./leaf-row.js";
import { afterOneCall, answer, firstBackend, firstPipeline, firstStage, question, twoAtOnce } from "./sights.js";

const usedBackend = firstStage(({ backend }) => backend);

/** The keys of config.yaml. */
export const configRows: readonly LeafRow[] = [
  {
    leaf: "config:server.host",
    change: ({ config }) => (config["server"] = { host: "localhost", grpc_port: 0 }),
    see: async ({ proxy }) => proxy.address.split(":")[0],
    before: "127.0.0.1",
    after: "localhost",
  },
  {
    leaf: "config:server.grpc_port",
    change: ({ config }) => (config["server"] = { host: "127.0.0.1", grpc_port: ownPort }),
    see: async ({ proxy }) => proxy.address.endsWith(`:${ownPort}`),
    before: false,
    after: true,
  },
  {
    leaf: "config:server.http_port",
    given: withDeadEngine,
    change: ({ config }) => (config["server"] = { host: "127.0.0.1", grpc_port: 0, http_port: 9 }),
    see: async () => "starts",
    before: "starts",
    after: expect.stringContaining("http_port"),
  },
  {
    leaf: "config:server.shutdown_grace_seconds",
    change: ({ config }) => (config["server"] = { host: "127.0.0.1", grpc_port: 0, shutdown_grace_seconds: 7 }),
    see: async ({ proxy, clock }) => {
      await proxy.drain();
      return [30_000, 7000].filter((ms) => clock.sleeps.includes(ms));
    },
    before: [30_000],
    after: [7000],
  },
  {
    leaf: "config:backends.[].id",
    change: ({ backends: [first], config }) => {
      if (first) first["id"] = "renamed";
      config["routing"] = { default_backend: "renamed" };
    },
    see: firstBackend(({ backend }) => backend?.id),
    before: "a",
    after: "renamed",
  },
  {
    leaf: "config:backends.[].type",
    change: withEngine,
    see: firstStage(({ metadata }) => metadata?.simulated ?? false),
    before: true,
    after: false,
  },
  {
    leaf: "config:backends.[].name",
    change: ({ backends: [first] }) => first && (first["name"] = "The small one"),
    see: firstBackend(({ backend }) => backend?.name),
    before: "",
    after: "The small one",
  },
  {
    leaf: "config:backends.[].hardware",
    change: ({ backends: [first] }) => first && (first["hardware"] = "intel"),
    see: firstStage(({ metadata }) => metadata?.device),
    before: "npu",
    after: "igpu",
  },
  {
    leaf: "config:backends.[].enabled",
    change: ({ backends: [first], config }) => {
      if (first) first["enabled"] = false;
      config["routing"] = { default_backend: "b" };
    },
    see: usedBackend,
    before: "a",
    after: "b",
  },
  {
    leaf: "config:backends.[].endpoint",
    given: withEngine,
    change: ({ backends: [first] }) => first && (first["endpoint"] = "http://127.0.0.1:9"),
    see: usedBackend,
    before: "a",
    after: "b",
  },
  {
    leaf: "config:backends.[].characteristics.power_watts",
    change: ({ backends: [first] }) => first && (first.characteristics["power_watts"] = 80),
    see: firstStage(({ backend }) => backend, { maxPowerWatts: 60 }),
    before: "a",
    after: "b",
  },
  {
    leaf: "config:backends.[].characteristics.avg_latency_ms",
    change: ({ backends: [first] }) => first && (first.characteristics["avg_latency_ms"] = 30),
    see: firstStage(({ backend }) => backend, { latencyCritical: true }),
    before: "a",
    after: "b",
  },
  {
    leaf: "config:backends.[].characteristics.max_tokens_per_second",
    given: ({ pipeline }) => (pipeline["options"] = { stage_timeout_ms: 1000 }),
    change: ({ backends: [first] }) => first && (first.characteristics["max_tokens_per_second"] = 0.5),
    see: answer,
    before: expect.stringContaining("Paris"),
    after: "DEADLINE_EXCEEDED",
  },
  {
    leaf: "config:backends.[].characteristics.priority",
    given: ({ config }) => (config["routing"] = {}),
    change: ({ backends: [first] }) => first && (first.characteristics["priority"] = 9),
    see: usedBackend,
    before: "a",
    after: "b",
  },
  {
    leaf: "config:backends.[].models.aliases.*",
    change: ({ backends: [first] }) => first && (first.models["aliases"] = { m: "n" }),
    see: firstStage(({ metadata }) => metadata?.model),
    before: "m",
    after: "n",
  },
  {
    leaf: "config:backends.[].models.supported.[]",
    change: ({ backends: [first] }) => first && (first.models = { supported: ["n", "o*"] }),
    see: usedBackend,
    before: "a",
    after: "b",
  },
  {
    leaf: "config:backends.[].models.preferred.[]",
    given: ({ stage }) => delete stage["model"],
    change: ({ backends: [first] }) => first && (first.models["preferred"] = ["n", "m"]),
    see: firstStage(({ metadata }) => metadata?.model),
    before: "m",
    after: "n",
  },
  {
    leaf: "config:backends.[].models.excluded.[]",
    given: ({ backends: [first] }) => first && (first.models = { supported: ["m", "n"] }),
    change: ({ backends: [first] }) => first && (first.models["excluded"] = ["m*"]),
    see: usedBackend,
    before: "a",
    after: "b",
  },
  {
    leaf: "config:backends.[].limits.max_concurrent",
    given: ({ backends: [first] }) => first && (first["limits"] = { max_queued: 0 }),
    change: ({ backends: [first] }) => first && (first["limits"] = { max_queued: 0, max_concurrent: 1 }),
    see: twoAtOnce,
    before: ["a", "a"],
    after: ["a", "b"],
  },
  {
    leaf: "config:backends.[].limits.max_queued",
    given: ({ backends: [first] }) => first && (first["limits"] = { max_concurrent: 1 }),
    change: ({ backends: [first] }) => first && (first["limits"] = { max_concurrent: 1, max_queued: 0 }),
    see: twoAtOnce,
    before: ["a", "a"],
    after: ["a", "b"],
  },
  {
    leaf: "config:circuit_breaker.failures",
    given: withDeadEngine,
    change: ({ config }) => (config["circuit_breaker"] = { failures: 1 }),
    see: afterOneCall(({ circuits: [circuit] }) => circuit?.state),
    before: "closed",
    after: "open",
  },
  {
    leaf: "config:circuit_breaker.open_seconds",
    given: (files) => {
      withDeadEngine(files);
      files.config["circuit_breaker"] = { failures: 1 };
    },
    change: ({ config }) => (config["circuit_breaker"] = { failures: 1, open_seconds: 100 }),
    see: afterOneCall(({ circuits: [circuit] }) => (circuit?.retryInMs ?? 0) > 30_000),
    before: false,
    after: true,
  },
  {
    leaf: "config:backends.[].emulated",
    change: ({ backends: [first] }) => first && (first["emulated"] = true),
    see: firstStage(({ metadata }) => [metadata?.emulated, metadata?.attempts[0]?.emulated]),
    before: [undefined, undefined],
    after: [true, true],
  },
  {
    leaf: "config:routing.default_backend",
    change: ({ config }) => (config["routing"] = { default_backend: "b" }),
    see: usedBackend,
    before: "a",
    after: "b",
  },
  {
    leaf: "config:routing.fallback_strategy",
    given: withDeadEngine,
    change: ({ config }) => (config["routing"] = { default_backend: "a", fallback_strategy: "fail" }),
    see: answer,
    before: expect.stringContaining("Paris"),
    after: "UNAVAILABLE",
  },
  {
    leaf: "config:health.enabled",
    given: ({ config }) => (config["health"] = { enabled: true }),
    change: ({ config }) => (config["health"] = { enabled: false }),
    see: firstBackend(({ health }) => health),
    before: "reachable",
    after: "unknown",
  },
  {
    leaf: "config:health.interval_seconds",
    given: ({ config }) => (config["health"] = { enabled: true, interval_seconds: 30 }),
    change: ({ config }) => (config["health"] = { enabled: true, interval_seconds: 77 }),
    see: async ({ client, clock }) => {
      await client.healthCheck({});
      return [30_000, 77_000].filter((ms) => clock.sleeps.includes(ms));
    },
    before: [30_000],
    after: [77_000],
  },
  {
    leaf: "config:health.timeout_seconds",
    given: ({ config }) => (config["health"] = { enabled: true, interval_seconds: 1, timeout_seconds: 3 }),
    change: ({ config }) => (config["health"] = { enabled: true, interval_seconds: 1, timeout_seconds: 2 }),
    // The look at the start has a limit of its own: this is the first in the background, a second later.
    see: async ({ clock }) => {
      while (!clock.sleeps.some((ms) => ms === 2000 || ms === 3000)) await clock.sleep(50);
      return clock.sleeps.find((ms) => ms === 2000 || ms === 3000);
    },
    before: 3000,
    after: 2000,
  },
  {
    leaf: "config:health.unhealthy_threshold",
    given: (files) => {
      withEngine(files);
      files.config["health"] = { enabled: true, interval_seconds: 600, unhealthy_threshold: 2 };
    },
    change: ({ config }) => (config["health"] = { enabled: true, interval_seconds: 600, unhealthy_threshold: 1 }),
    see: async (scene) => {
      await scene.engine.close();
      await scene.client.runPipeline("p", question);
      return firstBackend(({ health }) => health)(scene);
    },
    before: "reachable",
    after: "unreachable",
  },
  {
    leaf: "config:pipelines.enabled",
    change: ({ config }) => (config["pipelines"] = { enabled: false, config_file: "FOLDER/pipelines.yaml" }),
    see: answer,
    before: expect.stringContaining("Paris"),
    after: "FAILED_PRECONDITION",
  },
  {
    leaf: "config:pipelines.config_file",
    change: ({ config }) => (config["pipelines"] = { enabled: true, config_file: "FOLDER/other.yaml" }),
    see: firstPipeline(({ id }) => id),
    before: "p",
    after: "from-other",
  },
  {
    leaf: "config:data_dir",
    change: (files) => (files.dataDir = "FOLDER/elsewhere"),
    see: async ({ folder }) => {
      const has = (name: string): Promise<boolean> =>
        access(join(folder, name, "server.json")).then(
          () => true,
          () => false,
        );
      return [await has("data"), await has("elsewhere")];
    },
    before: [true, false],
    after: [false, true],
  },
];
