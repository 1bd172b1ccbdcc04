import { grpcTimeout } from "@compute-proxy/core/grpc";
import { Metadata } from "nice-grpc-common";

/** What is true of everything that an engine produces. */
export interface EngineMarks {
  readonly simulated: boolean;
  /** Whether it stands for a device that it does not run on. */
  readonly emulated: boolean;
}

const backendKey = "compute-backend";
const hopsKey = "compute-hops";
const simulatedKey = "compute-simulated";
const emulatedKey = "compute-emulated";

/** What a call tells the worker beside its request. */
export interface CallNotes {
  /** Which of its backends is meant; undefined: its only one. */
  readonly backend: string | undefined;
  /** How long the answer may take, in ms; undefined: no limit. */
  readonly remainingMs: number | undefined;
  /** Workers that the call goes through, this one included. */
  readonly hops: number;
}

/** The notes as metadata. */
export function callMetadata({ backend, remainingMs, hops }: CallNotes): Metadata {
  const metadata = Metadata({ [hopsKey]: String(hops) });
  if (backend !== undefined) metadata.set(backendKey, backend);
  if (remainingMs !== undefined) metadata.set("grpc-timeout", grpcTimeout(remainingMs));
  return metadata;
}

/** How many workers a call has gone through, this one included; 1 for a caller that does not say. */
export function countedHops(metadata: Metadata): number {
  const hops = Number(metadata.get(hopsKey));
  return Number.isInteger(hops) && hops > 0 ? hops : 1;
}

/** The backend that a call means; undefined when it names none. */
export function namedBackend(metadata: Metadata): string | undefined {
  return metadata.get(backendKey);
}

/** Puts the marks before an answer, so that nothing simulated passes for real even where nobody asked for a description. */
export function writeMarks(header: Metadata, { simulated, emulated }: EngineMarks): void {
  header.set(simulatedKey, String(simulated));
  header.set(emulatedKey, String(emulated));
}

/** The marks before an answer; undefined where the other side has put none. */
export function readMarks(header: Metadata): EngineMarks | undefined {
  if (!header.has(simulatedKey)) return undefined;
  return { simulated: header.get(simulatedKey) === "true", emulated: header.get(emulatedKey) === "true" };
}
