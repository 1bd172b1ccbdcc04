import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";

import { EnginesError } from "../engines-error.ts";
import { enginesHomeAt } from "../engines-home.ts";
import { fakeFiles } from "../fake-files.ts";
import { installParts } from "./install.ts";
import { packageGone } from "./package-gone.ts";
import { missing, present, type InstallPart, type Workshop } from "./part.ts";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "engines-test-"));
});
afterEach(() => {
  rmSync(root, { recursive: true });
});

function workshop(lines: string[] = []): Workshop {
  return {
    home: enginesHomeAt(root),
    files: fakeFiles({}),
    march: undefined,
    installedOllama: undefined,
    progress: { say: (line) => lines.push(line) },
    signal: new AbortController().signal,
    log: join(root, "install.log"),
  };
}

function part(name: string, changes: Partial<InstallPart> = {}): InstallPart {
  return {
    name,
    licence: "MIT",
    source: "nowhere",
    downloadMegabytes: 1,
    tools: [],
    requires: [],
    optional: false,
    find: async () => missing("new"),
    install: async () => {},
    ...changes,
  };
}

const gone = async () => {
  throw packageGone("some-package");
};

describe("installing", () => {
  test("touches only what is missing", async () => {
    const kept = part("kept", { find: async () => present, install: gone });

    const outcomes = await installParts([kept, part("new")], workshop());

    expect(outcomes.map(({ kind }) => kind)).toEqual(["present", "installed"]);
  });

  test("goes on after a part whose package is gone, without those that need it", async () => {
    const lines: string[] = [];
    const parts = [part("server", { install: gone }), part("model", { requires: ["server"] }), part("client")];

    const outcomes = await installParts(parts, workshop(lines));

    expect(outcomes.map(({ kind, because }) => [kind, because])).toEqual([
      ["skipped", "the registry no longer has some-package"],
      ["skipped", "needs server"],
      ["installed", ""],
    ]);
    expect(lines).toContain("skipped: server (the registry no longer has some-package)");
  });

  test("does without an optional part whose tool shows to be incomplete, and not without another", async () => {
    const lacking = async () => {
      throw new EnginesError("missing-tool", "python3 has no venv");
    };
    const outcomes = await installParts([part("voice", { optional: true, install: lacking })], workshop());

    expect(outcomes).toMatchObject([{ kind: "skipped", because: "python3 has no venv" }]);
    await expect(installParts([part("server", { install: lacking })], workshop())).rejects.toThrow(
      "python3 has no venv",
    );
  });

  test("stops at a wrong checksum", async () => {
    const wrong = part("wrong", {
      install: async () => {
        throw new EnginesError("wrong-checksum", "weights: sha256 differs");
      },
    });

    await expect(installParts([wrong, part("next")], workshop())).rejects.toThrow("weights: sha256 differs");
  });
});
