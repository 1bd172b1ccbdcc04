import { cancelledCalls, resetStreams } from "./broken-off.js";
import { hangingBackend } from "./hanging-backend.js";
import { largeCalls } from "./large-calls.js";
import { manyCalls } from "./many-calls.js";
import { manyStreams } from "./many-streams.js";
import { overload } from "./overload.js";
import type { SoakScenario } from "./scenario.js";
import { slowReader } from "./slow-reader.js";

/** All of them, the quick ones first. */
export const soakScenarios: readonly SoakScenario[] = [
  largeCalls,
  hangingBackend,
  overload,
  resetStreams,
  cancelledCalls,
  slowReader,
  manyCalls,
  manyStreams,
];
