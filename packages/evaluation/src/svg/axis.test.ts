import { describe, expect, it } from "@jest/globals";
import { axis } from "./axis.js";

const plot = { label: "right answers", from: 100, to: 0 } as const;

describe("axis", () => {
  it.each([
    { title: "begins and ends at round numbers around all values", values: [0.151, 0.37], room: 0, ticks: [0.15, 0.4] },
    {
      title: "begins a step lower where the least value would lie at its very end",
      values: [0.151, 0.37],
      room: 18,
      ticks: [0.1, 0.4],
    },
    { title: "leaves a value alone that has room", values: [0.19, 0.37], room: 12, ticks: [0.15, 0.4] },
    { title: "does not begin below zero for the sake of room", values: [0, 0.3], room: 18, ticks: [0, 0.3] },
    { title: "has an extent when all values are one", values: [5, 5], room: 0, ticks: [5, 6] },
  ])("$title", ({ values, room, ticks }) => {
    const { ticks: written, place } = axis({ ...plot, values, room });
    const [first, last] = [written.at(0) ?? NaN, written.at(-1) ?? NaN];

    expect([first, last]).toEqual(ticks);
    expect(place(first)).toBeCloseTo(plot.from);
    expect(place(last)).toBeCloseTo(plot.to);
  });
});
