/** The kinds of device that a backend can stand on. */
export const hardwareKinds = ["npu", "igpu", "nvidia", "cpu"] as const;

/** One of them. */
export type HardwareKind = (typeof hardwareKinds)[number];

/** Other names that configuration and requests may use. */
export const hardwareAliases = { intel: "igpu", gpu: "nvidia" } as const satisfies Record<string, HardwareKind>;

/** The kind that a name means, or undefined. */
export function hardwareKind(name: string): HardwareKind | undefined {
  const kind = hardwareKinds.find((candidate) => candidate === name);
  if (kind) return kind;
  return Object.hasOwn(hardwareAliases, name) ? hardwareAliases[name as keyof typeof hardwareAliases] : undefined;
}
