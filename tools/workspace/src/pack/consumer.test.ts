import { describe, expect, it } from "@jest/globals";
import { consumerManifest, offerOf, runningConsumer, typedConsumer } from "./consumer.ts";

const manifest = {
  name: "@somebody/library",
  exports: {
    ".": { types: "./dist/index.d.ts", default: "./dist/index.js" },
    "./backend/v1": { types: "./dist/backend-v1.d.ts", default: "./dist/backend-v1.js" },
    "./testing": { types: "./dist/testing/index.d.ts", default: "./dist/testing/index.js" },
    "./descriptor.binpb": "./descriptor.binpb",
    "./package.json": "./package.json",
  },
};

describe("offerOf", () => {
  it("tells modules, test modules and files of an exports map apart", () => {
    expect(offerOf(manifest)).toEqual({
      modules: ["@somebody/library", "@somebody/library/backend/v1"],
      testModules: ["@somebody/library/testing"],
      files: ["@somebody/library/descriptor.binpb", "@somebody/library/package.json"],
    });
  });
});

describe("the consumer", () => {
  const offers = [offerOf(manifest)];

  it("takes our packages from their archives, also where they use each other", () => {
    expect(consumerManifest([{ name: "@somebody/library", version: "0.1.0" }], "24.0.0")).toMatchObject({
      dependencies: { "@somebody/library": "file:tarballs/somebody-library-0.1.0.tgz", "@types/node": "24.0.0" },
      overrides: { "@somebody/library": "$@somebody/library" },
    });
  });

  it("type-checks every module, those for tests too", () => {
    expect(typedConsumer(offers).match(/from "@somebody\/library[^"]*"/g)).toEqual([
      'from "@somebody/library"',
      'from "@somebody/library/backend/v1"',
      'from "@somebody/library/testing"',
    ]);
  });

  it("imports every module but those for tests, and looks for every file", () => {
    const program = runningConsumer(offers);

    expect(program.match(/import\("[^"]+"\)/g)).toEqual([
      'import("@somebody/library")',
      'import("@somebody/library/backend/v1")',
    ]);
    expect(program.match(/resolve\("[^"]+"\)/g)).toEqual([
      'resolve("@somebody/library/descriptor.binpb")',
      'resolve("@somebody/library/package.json")',
      'resolve("@somebody/library/testing")',
    ]);
  });
});
