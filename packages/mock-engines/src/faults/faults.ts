import { audioFaults } from "./audio.js";
import { bodyFaults } from "./body.js";
import { characterFaults } from "./characters.js";
import { connectionFaults } from "./connection.js";
import { continuationFaults } from "./continuation.js";
import type { FaultDefinition } from "./definition.js";
import { embeddingFaults } from "./embedding.js";
import { statusFaults } from "./status.js";
import { textFaults } from "./text.js";

const all = {
  ...connectionFaults,
  ...statusFaults,
  ...bodyFaults,
  ...textFaults,
  ...continuationFaults,
  ...characterFaults,
  ...embeddingFaults,
  ...audioFaults,
} as const;

/** The name of a fault. */
export type FaultName = keyof typeof all;

/** Every fault by its name. */
export const faults: Readonly<Record<FaultName, FaultDefinition>> = all;

/** Whether there is such a fault. */
export function isFaultName(name: string): name is FaultName {
  return Object.hasOwn(faults, name);
}
