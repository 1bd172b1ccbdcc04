import type { HardwareKind } from "@compute-proxy/backend";

/** Quality of a model whose name tells no size: what usually runs on such a device. */
const qualityByHardware = { npu: 0.35, igpu: 0.6, nvidia: 0.85, cpu: 0.5 } as const satisfies Record<
  HardwareKind,
  number
>;

/**
 * How good the answers of a model are, 0 to 1. A size in its name decides (`qwen2.5:0.5b`, `smollm2:135m`):
 * 0.42 + 0.23 log10(billions of parameters), between .05 and .95, so that 0.5b, 7b and 70b come near to the table's npu, igpu and
 * nvidia. Without a size, the table's value for the hardware.
 */
export function qualityOf(model: string, hardware: HardwareKind): number {
  const billions = parametersInBillions(model);
  if (billions === undefined) return qualityByHardware[hardware];
  return Math.min(0.95, Math.max(0.05, 0.42 + 0.23 * Math.log10(billions)));
}

function parametersInBillions(model: string): number | undefined {
  const [, digits, unit] = /(?<![a-z0-9.])(\d+(?:\.\d+)?)([bm])(?![a-z0-9])/iu.exec(model) ?? [];
  if (digits === undefined || unit === undefined || Number(digits) === 0) return undefined;
  return unit.toLowerCase() === "b" ? Number(digits) : Number(digits) / 1000;
}

/** Probability that an answer is right, from the model's quality and the question's difficulty. */
export function chanceOfRight(quality: number, difficulty: number): number {
  return 1 / (1 + Math.exp(-8 * (quality - difficulty)));
}
