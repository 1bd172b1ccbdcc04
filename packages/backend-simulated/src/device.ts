import type { Backend } from "@compute-proxy/api";
import { type HardwareKind, hardwareKind, hardwareKinds } from "@compute-proxy/backend";
import { printable, ProxyError } from "@compute-proxy/core";

/** What a device does to a generation: how long its steps take, and on what they run. */
export interface Device {
  readonly hardware: HardwareKind;
  /** From the start of the work to the first token, in ms. */
  readonly firstTokenMs: number;
  /** Between two tokens, in ms. */
  readonly tokenMs: number;
}

/** The device that a definition describes: 200 ms to the first token and 20 tokens per second unless it says otherwise. */
export function deviceOf(definition: Backend): Device {
  const { avgLatencyMs = 200, maxTokensPerSecond = 20 } = definition.characteristics ?? {};
  if (!(maxTokensPerSecond > 0)) {
    throw refused(definition, `max_tokens_per_second is ${maxTokensPerSecond} and must be over 0`);
  }
  const hardware = hardwareKind(definition.hardware);
  if (!hardware) {
    throw refused(
      definition,
      `hardware is "${printable(definition.hardware)}" and must be one of ${hardwareKinds.join(", ")}`,
    );
  }
  return { hardware, firstTokenMs: avgLatencyMs, tokenMs: 1000 / maxTokensPerSecond };
}

/** When token number `index` (from 0) is there, in ms after the start of the work. */
export function tokenDueMs(device: Device, index: number): number {
  return device.firstTokenMs + index * device.tokenMs;
}

function refused(definition: Backend, what: string): ProxyError {
  return new ProxyError("invalid-request", `simulated backend "${printable(definition.id)}": ${what}`, {
    backend: definition.id,
  });
}
