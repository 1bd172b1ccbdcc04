import { hardwareAliases, hardwareKinds } from "@compute-proxy/backend";
import { backendTypes } from "./backend-types.js";
import { flag, id, integer, largestUint32, list, mapOf, name, number, object, oneOf, text } from "./build.js";

/** Kinds of hardware and their other names. */
export const hardwareNames: readonly string[] = [...hardwareKinds, ...Object.keys(hardwareAliases)];

const characteristics = object({
  title: "characteristics",
  description:
    "What you state about the backend. It steers the choice between backends and is never shown as a measurement.",
  properties: {
    power_watts: number("Power while it works, in watts. A request's max_power_watts leaves out backends above it.", {
      minimum: 0,
      maximum: 100_000,
    }),
    avg_latency_ms: integer(
      "Usual time to the first token, in milliseconds. A request's max_latency_ms leaves out backends above it.",
      {
        minimum: 0,
        maximum: 86_400_000,
      },
    ),
    max_tokens_per_second: number("Best speed, in tokens per second.", { exclusiveMinimum: 0, maximum: 1_000_000 }),
    priority: integer("Order among backends that are equally fit: lower is tried first. No unit. Default 100.", {
      minimum: 0,
      maximum: largestUint32,
      default: 100,
    }),
  },
});

const pattern = name("A model name of the engine; * stands for any text.");

const models = object({
  title: "models",
  description: "Which models the backend serves, and under which names.",
  properties: {
    aliases: mapOf(
      name("The engine's name for the model."),
      name("The name in pipelines."),
      "From the name that pipelines use to the engine's name. Each target must be allowed by supported and excluded.",
    ),
    supported: list(pattern, "Patterns of the engine's names. Empty or absent: every model that the engine has."),
    preferred: list(
      name("The engine's name for a model."),
      "The engine's names, best first. The first that fits is used where a pipeline names the backend and no model.",
    ),
    excluded: list(pattern, "Patterns of the engine's names that are not served. Wins over supported."),
  },
});

const limits = object({
  title: "limits",
  description: "How much the backend is given at a time. What is over it waits in the proxy, interactive calls first.",
  properties: {
    max_concurrent: integer(
      "Calls at the engine at the same time. Default 4; 1 for whisper_cpp, which does one after the other.",
      { minimum: 1, maximum: 10_000 },
    ),
    max_queued: integer("Calls that wait for a place; one more is refused with RESOURCE_EXHAUSTED. Default 64.", {
      minimum: 0,
      maximum: 100_000,
      default: 64,
    }),
  },
});

const celsius = { minimum: 0, maximum: 130 };

const simulatedHeat = object({
  title: "simulated_heat",
  description:
    "How a simulated device warms up while it works and cools while it rests. Only for type simulated. Default: the defaults of its keys.",
  properties: {
    idle_celsius: number("Degrees Celsius at rest. Default 45.", { ...celsius, default: 45 }),
    load_celsius: number("Degrees Celsius after working for long, above idle_celsius. Default 93.", {
      ...celsius,
      default: 93,
    }),
    time_constant_seconds: number("Seconds in which it covers 63 % of the way. Default 45.", {
      minimum: 0.1,
      maximum: 3600,
      default: 45,
    }),
  },
});

/** One entry of `backends`. */
export const backendSchema = object({
  title: "backend",
  description: "A running engine.",
  required: ["id", "type", "hardware"],
  properties: {
    id: id("How pipelines and clients call it. Unique."),
    type: oneOf(backendTypes, "The engine's kind, which decides the adapter that speaks to it."),
    name: text("For people. At most 200 characters.", 200),
    hardware: oneOf(hardwareNames, "The device that it stands on. intel means igpu, gpu means nvidia."),
    enabled: flag("false keeps the entry and never uses the backend. Default true.", true),
    endpoint: name(
      "Base URL of the engine: http or https, without user information, query or fragment. Needed by every type but simulated, which has none. For type remote it is the worker's http://host:port, followed by /ID of one of its backends where it has several.",
      2048,
    ),
    characteristics,
    models,
    limits,
    simulated_heat: simulatedHeat,
    emulated: flag(
      "true when the engine only stands for the device named in hardware. Every result repeats it. Default false.",
      false,
    ),
  },
});
