import { describe, expect, it } from "@jest/globals";
import { chooseSteps } from "./choose-steps.ts";
import { endTable } from "./end-table.ts";
import { runSteps, type Step } from "./step.ts";

const good: Step = { name: "good", run: async () => ({ kind: "passed" }) };
const bad: Step = { name: "bad", run: async () => ({ kind: "failed" }) };
const thrower: Step = { name: "thrower", run: () => Promise.reject(new Error("no such file")) };

describe("runSteps", () => {
  it("runs every step, also after one that failed or threw", async () => {
    const said: string[] = [];

    const reports = await runSteps([thrower, bad, good], (line) => said.push(line));

    expect(reports.map(({ name, outcome }) => [name, outcome.kind])).toEqual([
      ["thrower", "failed"],
      ["bad", "failed"],
      ["good", "passed"],
    ]);
    expect(said.join("\n")).toContain("no such file");
  });
});

describe("endTable", () => {
  it("shows each step with outcome, time and why it was skipped", () => {
    expect(
      endTable([
        { name: "lint", outcome: { kind: "passed" }, seconds: 0.44 },
        { name: "packed packages", outcome: { kind: "skipped", because: "no network" }, seconds: 12 },
      ]),
    ).toEqual(["lint             passed      0.4 s", "packed packages  skipped    12.0 s  no network"]);
  });
});

describe("chooseSteps", () => {
  it("takes all steps when no name is given", () => {
    expect(chooseSteps([good, bad], [])).toEqual([good, bad]);
  });

  it("takes the named ones", () => {
    expect(chooseSteps([good, bad], ["bad"])).toEqual([bad]);
  });

  it("refuses a name that is no step, and lists the steps", () => {
    expect(() => chooseSteps([good, bad], ["lynt"])).toThrow('no such step: lynt; the steps are "good", "bad"');
  });
});
