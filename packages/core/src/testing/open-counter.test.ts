import { describe, expect, it } from "@jest/globals";
import { openCounter } from "./open-counter.js";

describe("a counter of what is open", () => {
  it("tells when exactly so many are open", async () => {
    const open = openCounter();
    const seen: string[] = [];
    const two = open.when(2).then(() => seen.push("two"));
    const none = open.when(1).then(() => open.when(0).then(() => seen.push("none")));

    open.add(1);
    await open.when(1);
    open.add(1);
    await two;
    open.add(-1);
    open.add(-1);
    await none;

    expect(seen).toEqual(["two", "none"]);
    expect(open.count()).toBe(0);
  });

  it("tells at once what is so already", async () => {
    await expect(openCounter().when(0)).resolves.toBeUndefined();
  });
});
