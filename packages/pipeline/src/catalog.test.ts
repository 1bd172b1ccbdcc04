import { describe, expect, it } from "@jest/globals";
import { findPipeline, type PipelineCatalog } from "./catalog.js";

const problems = Array.from({ length: 20 }, (_, index) => `p.yaml:${index + 1}:1: wrong`);
const nothing: PipelineCatalog = { enabled: true, entries: [], groups: [], problems: [] };

describe("findPipeline", () => {
  it.each<{ what: string; catalog: PipelineCatalog }>([
    {
      what: "the pipeline",
      catalog: { ...nothing, entries: [{ kind: "broken", id: "p", name: "", description: "", problems }] },
    },
    { what: "the file", catalog: { ...nothing, problems } },
  ])("tells the first problems of $what and counts the others: an error has to fit into a trailer", ({ catalog }) => {
    expect(() => findPipeline(catalog, "p")).toThrow(/p\.yaml:1:1: wrong; .*p\.yaml:8:1: wrong; and 12 more$/u);
  });
});
