import { expect, it } from "@jest/globals";
import { filterNames, liquidEngine } from "./liquid-engine.js";
import { tagReaders } from "./tag-readers.js";

it("has every filter that a template may name, and no other", () => {
  expect(Object.keys(liquidEngine.filters).toSorted()).toEqual([...filterNames].toSorted());
});

it("has only tags that the reader of templates knows, and comments", () => {
  const unread = Object.keys(liquidEngine.tags).filter((tag) => !tagReaders.has(tag));
  expect(unread.toSorted()).toEqual(["#", "comment"]);
});
