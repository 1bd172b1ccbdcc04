import { describe, expect, it } from "@jest/globals";
import { deliver } from "./deliveries.js";
import { seededRandom } from "./random.js";
import { tokenize } from "./tokenize.js";

const tokens = (...texts: string[]) => texts.map((text, index) => ({ text, probability: 1 / (index + 1) }));

describe("deliver", () => {
  it.each([
    {
      what: "sends each token at once without stop texts",
      texts: ["a", "b"],
      stop: [],
      visible: ["a", "b"],
      stopped: false,
    },
    { what: "ends before a stop text", texts: ["a", " END", " b"], stop: ["END"], visible: ["a", " "], stopped: true },
    {
      what: "holds back what may become one",
      texts: ["a", "E", "N", "X"],
      stop: ["END"],
      visible: ["a", "", "", "ENX"],
      stopped: false,
    },
    {
      what: "sends no part of a token, for nobody could go on from there by ids",
      texts: ["ab", "c", "d"],
      stop: ["bX"],
      visible: ["", "abc", "d"],
      stopped: false,
    },
    {
      what: "drops what was held when it becomes one",
      texts: ["a", "E", "N", "D", "b"],
      stop: ["END"],
      visible: ["a", "", "", ""],
      stopped: true,
    },
    {
      what: "sends what was held when the answer ends",
      texts: ["a", "E"],
      stop: ["END"],
      visible: ["a", "E"],
      stopped: false,
    },
    { what: "cuts within a token", texts: ["one.two"], stop: ["."], visible: ["one"], stopped: true },
    { what: "takes the first of several", texts: ["a b c"], stop: ["c", "b"], visible: ["a "], stopped: true },
    { what: "may end at once", texts: ["a"], stop: ["a"], visible: [""], stopped: true },
  ])("$what", ({ texts, stop, visible, stopped }) => {
    const delivered = deliver(tokens(...texts), stop);

    expect(delivered.deliveries.map(({ text }) => text)).toEqual(visible);
    expect(delivered.stopped).toBe(stopped);
  });

  it("sends a token's probability with its first character", () => {
    const [a, e, n, x] = tokens("a", "E", "N", "X");
    const { deliveries } = deliver(tokens("a", "E", "N", "X"), ["END"]);

    expect(deliveries.map((delivery) => delivery.tokens)).toEqual([[a], [], [], [e, n, x]]);
  });

  it("leaves out the tokens of the stop text", () => {
    const { deliveries } = deliver(tokens("a", "EN", "D"), ["END"]);

    expect(deliveries.flatMap((delivery) => delivery.tokens).map(({ text }) => text)).toEqual(["a"]);
  });

  it("shows all that stands before the stop text that is complete first", () => {
    const random = seededRandom("stop texts");
    const letters = (length: number): string => Array.from({ length }, () => "ab "[Math.floor(random() * 3)]).join("");
    for (let round = 0; round < 500; round += 1) {
      const text = letters(30);
      const stop = [letters(1 + Math.floor(random() * 4)), letters(2)];
      const pieces = tokenize(text);
      const soFar = pieces.map((_, index) => pieces.slice(0, index + 1).join(""));
      const complete = soFar.find((shown) => stop.some((end) => shown.includes(end)));
      const starts = stop.map((end) => complete?.indexOf(end) ?? -1).filter((at) => at >= 0);

      const { deliveries, stopped } = deliver(tokens(...pieces), stop);

      expect(deliveries.map((delivery) => delivery.text).join("")).toBe(
        text.slice(0, Math.min(text.length, ...starts)),
      );
      expect(stopped).toBe(complete !== undefined);
    }
  });
});
