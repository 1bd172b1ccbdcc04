/** How long a scenario runs: as a test within seconds, or in full for the report. */
type Scale = "short" | "long";

/** A bound, what was found, and whether it holds. */
export interface Check {
  /**
   * `count`: holds on every machine, however busy. `measured`: times, rates and memory, for a machine that does nothing else.
   */
  readonly kind: "count" | "measured";
  readonly goal: string;
  readonly found: string;
  readonly holds: boolean;
}

/** What a scenario came to. */
export interface SoakResult {
  /** Name and value, with its unit in the name. */
  readonly figures: Readonly<Record<string, number>>;
  readonly checks: readonly Check[];
}

/** One way of wearing a server out. */
export interface SoakScenario {
  readonly name: string;
  readonly title: string;
  /** Starts what it needs, and ends it. */
  run(scale: Scale, say: (line: string) => void): Promise<SoakResult>;
}

/** A count that must be exactly so. */
export function exactly(goal: string, found: number, wanted: number): Check {
  return { kind: "count", goal, found: String(found), holds: found === wanted };
}

/** A count that must not be larger. */
export function atMost(goal: string, found: number, limit: number): Check {
  return { kind: "count", goal, found: String(found), holds: found <= limit };
}

/** Something measured that must be smaller. */
export function under(goal: string, found: number, limit: number, unit: string): Check {
  return { kind: "measured", goal, found: `${found.toFixed(1)} ${unit}`, holds: found < limit };
}
