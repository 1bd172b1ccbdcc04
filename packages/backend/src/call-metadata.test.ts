import { describe, expect, it } from "@jest/globals";
import { Metadata } from "nice-grpc-common";
import { callMetadata, countedHops, namedBackend, readMarks, writeMarks } from "./call-metadata.js";

const notes = { backend: "npu", remainingMs: undefined, hops: 1 };

describe("the metadata of a call", () => {
  it("counts the workers on its way", () => {
    expect(countedHops(callMetadata({ ...notes, hops: 3 }))).toBe(3);
  });

  it.each(["", "0", "-1", "x", "1.5"])('counts one worker where the caller says "%s"', (hops) => {
    expect(countedHops(Metadata({ "compute-hops": hops }))).toBe(1);
  });

  it.each(["ollama-npu", undefined])("names the backend %s", (backend) => {
    expect(namedBackend(callMetadata({ ...notes, backend }))).toBe(backend);
  });

  it.each([
    { remainingMs: 1500, header: "1500m" },
    { remainingMs: undefined, header: undefined },
  ])("says that $remainingMs ms are left", ({ remainingMs, header }) => {
    expect(callMetadata({ ...notes, remainingMs }).get("grpc-timeout")).toBe(header);
  });
});

describe("the marks before an answer", () => {
  it.each([
    { simulated: true, emulated: false },
    { simulated: false, emulated: true },
    { simulated: false, emulated: false },
  ])("are read as they were written: %o", (marks) => {
    const header = Metadata();
    writeMarks(header, marks);

    expect(readMarks(header)).toEqual(marks);
  });

  it("are unknown where there are none", () => {
    expect(readMarks(Metadata())).toBeUndefined();
  });
});
