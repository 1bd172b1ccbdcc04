import { readFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import { faultRows, faultTable } from "./fault-table.js";

describe("the table of faults", () => {
  it("stands in the README as it is", () => {
    expect(readFileSync(new URL("../../README.md", import.meta.url), "utf8")).toContain(`\n${faultTable()}\n`);
  });

  it.each(faultRows())("says of $name what it does in one sentence, without a bar", ({ does }) => {
    expect(does).toMatch(/^[A-Z0-9n][^|]+\.$/u);
  });
});
