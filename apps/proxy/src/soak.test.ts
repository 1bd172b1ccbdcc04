import { describe, expect, it } from "@jest/globals";
import { soakScenarios } from "./testing/soak/index.js";

describe("under load, for a few seconds", () => {
  it.each(soakScenarios.map((scenario) => [scenario.title, scenario] as const))(
    "holds every bound that is a count: %s",
    async (_title, scenario) => {
      const { checks } = await scenario.run("short", () => undefined);

      const counts = checks.filter(({ kind }) => kind === "count");
      expect(counts.length).toBeGreaterThan(1);
      expect(counts.filter(({ holds }) => !holds)).toEqual([]);
    },
    120_000,
  );
});
