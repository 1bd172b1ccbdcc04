/**
 * What to compile for. Without it the compiler aims at the oldest processor of the family, far slower. `OLLAMA_MARCH`
 * decides when it is set.
 */
export function cpuMarch(
  environment: Readonly<Record<string, string | undefined>>,
  architecture: string,
  cpuInfo: string,
): string | undefined {
  const chosen = environment["OLLAMA_MARCH"];
  if (chosen !== undefined && chosen !== "") return chosen;
  const flags = new Set((/^flags\s*:(.*)$/m.exec(cpuInfo)?.[1] ?? "").trim().split(/\s+/));
  const isV3 = ["avx2", "fma", "f16c"].every((flag) => flags.has(flag));
  return architecture === "x64" && isV3 ? "x86-64-v3" : undefined;
}
