import { flag, id, integer, list, name, object, oneOf } from "./build.js";
import { backendSchema } from "./backend-schema.js";
import type { JsonSchema } from "./json-schema.js";

const later = {
  auth: "API keys and TLS",
  energy: "energy accounting",
  observability: "metrics and traces",
  power: "energy accounting",
  retrieval: "document retrieval",
};

const server = object({
  title: "server",
  description: "Where clients reach the proxy.",
  later: { api_keys: "API keys and TLS", tls: "API keys and TLS" },
  properties: {
    host: {
      ...name(
        "Address to listen on. Anything but loopback gives a warning: there is no authentication yet. Default 127.0.0.1.",
        253,
      ),
      default: "127.0.0.1",
    },
    grpc_port: integer("TCP port of gRPC. 0 picks a free one and prints it. Default 50051.", {
      minimum: 0,
      maximum: 65_535,
      default: 50_051,
    }),
    http_port: integer(
      "TCP port that HTTP will have. Nothing listens there yet; it is kept free: no backend's endpoint may be on it. 0: none is kept.",
      { minimum: 0, maximum: 65_535 },
    ),
    shutdown_grace_seconds: integer(
      "Seconds that running calls have to finish after SIGTERM or Ctrl-C; then they end with UNAVAILABLE. Default 30.",
      { minimum: 0, maximum: 3600, default: 30 },
    ),
  },
});

const routing = object({
  title: "routing",
  description: "How a backend is found where a pipeline leaves it open.",
  properties: {
    default_backend: id(
      "Id of the backend for stages and calls that name none. Default: the one with the lowest priority number.",
    ),
    fallback_strategy: oneOf(
      ["next_best", "fail"],
      "Whether a stage without an escalation path, whose backend is gone, may go to the next best one. Default next_best.",
      "next_best",
    ),
  },
});

const health = object({
  title: "health",
  description: "Background checks of the backends.",
  properties: {
    enabled: flag("Whether backends are checked in the background. Default true.", true),
    interval_seconds: integer("Seconds between two rounds of checks. Default 10.", {
      minimum: 1,
      maximum: 86_400,
      default: 10,
    }),
    timeout_seconds: integer("Seconds until a check counts as failed. Default 3.", {
      minimum: 1,
      maximum: 600,
      default: 3,
    }),
    unhealthy_threshold: integer("Failed checks or calls in a row until a backend counts as gone. Default 3.", {
      minimum: 1,
      maximum: 100,
      default: 3,
    }),
  },
});

const circuitBreaker = object({
  title: "circuit_breaker",
  description: "When calls of a model are kept away from a backend that fails, unless it is the only one left.",
  properties: {
    failures: integer("Failed calls in a row until then. Default 5.", { minimum: 1, maximum: 1000, default: 5 }),
    open_seconds: integer(
      "Seconds until one call tries the backend again. Each failure of such a call adds as much again, up to 300. Default 30.",
      { minimum: 1, maximum: 300, default: 30 },
    ),
  },
});

const pipelines = object({
  title: "pipelines",
  description: "Where the pipelines are. Without this section there are none.",
  required: ["enabled"],
  properties: {
    enabled: flag("Whether pipelines can be run. Calls of a single stage work in any case."),
    config_file: {
      ...name(
        "File with the pipelines, from the working directory, else beside this file. Default config/pipelines.yaml.",
        4096,
      ),
      default: "config/pipelines.yaml",
    },
  },
});

const calibration = object({
  title: "calibration",
  description:
    "What confidence is fitted to. Without this section it is the documented prior, which says uncalibrated.",
  required: ["file"],
  properties: {
    file: name("File that compute-proxy calibrate wrote, from the working directory, else beside this file.", 4096),
  },
});

const thermal = object({
  title: "thermal",
  description: "Where the temperatures of real devices come from. Without this section only simulated ones have one.",
  required: ["recording"],
  properties: {
    recording: name(
      "Recorded readings that are played from the start: JSON lines of t_ms, device, celsius and fan_percent. From the working directory, else beside this file.",
      4096,
    ),
  },
});

/** The schema of config.yaml. */
export const configSchema: JsonSchema = {
  $schema: "http://json-schema.org/draft-07/schema#",
  ...object({
    title: "configuration",
    description: "Configuration of Compute Proxy.",
    required: ["backends"],
    later,
    properties: {
      server,
      backends: list(backendSchema, "The engines, in the order in which they are shown.", 1),
      routing,
      health,
      circuit_breaker: circuitBreaker,
      pipelines,
      calibration,
      thermal,
      data_dir: {
        ...name(
          "Directory for what the proxy keeps, from the working directory. It must be a directory or not exist yet. Default data.",
          4096,
        ),
        default: "data",
      },
    },
  }),
};
