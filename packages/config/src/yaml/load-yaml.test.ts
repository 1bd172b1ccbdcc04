import { describe, expect, it } from "@jest/globals";
import { loadYaml } from "./load-yaml.js";

const dataOf = (text: string): unknown => {
  const loaded = loadYaml(text, "f");
  return loaded.kind === "loaded" ? loaded.data : loaded.problems;
};

describe("a YAML text", () => {
  it.each([
    { title: "a word that YAML 1.1 takes for false is text", text: "a: no", data: { a: "no" } },
    { title: "an alias repeats the value above it", text: "a: &x [1]\nb: *x", data: { a: [1], b: [1] } },
    {
      title: "an anchor that is set again counts from there on",
      text: "a: &x 1\nb: *x\nc: &x 2\nd: *x",
      data: { a: 1, b: 1, c: 2, d: 2 },
    },
    {
      title: "a merge key adds what is not there",
      text: "a: &x { p: 1, q: 2 }\nb: { <<: *x, q: 3 }",
      data: { a: { p: 1, q: 2 }, b: { q: 3, p: 1 } },
    },
    {
      title: "of several merged maps the first wins",
      text: "a: &x { p: 1 }\nb: &y { p: 2, q: 2 }\nc: { <<: [*x, *y] }",
      data: { a: { p: 1 }, b: { p: 2, q: 2 }, c: { p: 1, q: 2 } },
    },
    { title: "a quoted << is a key like any other", text: 'a: { "<<": 1 }', data: { a: { "<<": 1 } } },
    { title: "a byte order mark is skipped", text: "\ufeffa: 1", data: { a: 1 } },
    {
      title: "line ends of Windows are line ends",
      text: "a: |\r\n  x\r\n  y\r\nb: 1\r\n",
      data: { a: "x\ny\n", b: 1 },
    },
  ])("$title", ({ text, data }) => {
    expect(dataOf(text)).toEqual(data);
  });

  it("is never more than one value where it is an alias: the uses do not share an object", () => {
    const data = dataOf("a: &x { p: 1 }\nb: *x") as { readonly a: object; readonly b: object };

    expect(data.a).not.toBe(data.b);
  });
});
