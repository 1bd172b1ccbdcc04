import { describe, expect, test } from "@jest/globals";

import { enginesHomeAt } from "../engines-home.ts";
import { fakeFiles, sha256, storedModel } from "../fake-files.ts";
import { modelfileTemplate } from "./create-model.ts";
import { ollama } from "./ollama.ts";
import { missing, present, type InstallPart, type Surroundings } from "./part.ts";
import { INSTALL_PARTS } from "./parts.ts";
import { planInstall, requireTools } from "./plan.ts";

const home = enginesHomeAt("/engines");
const every = ["go", "g++", "cmake", "make", "npm", "python3", "apt-get", "dpkg-deb"];
const builtOllama = {
  [home.ollama.binary]: "program",
  [home.ollama.stamp]: "v0.24.0 march=x86-64-v3\n",
};

function surroundings(contents: Readonly<Record<string, string>>, programs: readonly string[] = every): Surroundings {
  return { home, files: fakeFiles(contents, programs), march: "x86-64-v3", installedOllama: undefined };
}

async function kinds(given: Surroundings): Promise<Readonly<Record<string, string>>> {
  const steps = await planInstall(INSTALL_PARTS, given);
  return Object.fromEntries(steps.map((step) => [step.part.name, step.kind]));
}

function part(changes: Partial<InstallPart>): InstallPart {
  return {
    name: "thing",
    licence: "MIT",
    source: "nowhere",
    downloadMegabytes: 1,
    tools: ["go"],
    requires: [],
    optional: false,
    find: async () => missing("new"),
    install: async () => {},
    ...changes,
  };
}

describe("the plan", () => {
  test("installs everything into an empty home", async () => {
    expect(new Set(Object.values(await kinds(surroundings({}))))).toEqual(new Set(["install"]));
  });

  test("keeps a server built from the same version for the same processor", async () => {
    expect(await ollama.find(surroundings(builtOllama))).toEqual(present);
  });

  test("builds a server anew that was built for another processor", async () => {
    const moved = { ...surroundings(builtOllama), march: undefined };

    expect(await ollama.find(moved)).toEqual(
      missing("built as v0.24.0 march=x86-64-v3, wanted is v0.24.0 march=default"),
    );
  });

  test("builds no server when the person has one", async () => {
    const given = { ...surroundings({}), installedOllama: "/somewhere/bin/ollama" };

    expect(await kinds(given)).toMatchObject({ ollama: "keep", "smollm2:135m": "install" });
  });

  test("keeps a model whose stamp and files are right", async () => {
    const contents = {
      ...storedModel(home.ollama.models, "all-minilm:latest", ["converted weights"]),
      [`${home.ollama.root}/.all-minilm.Modelfile.all-minilm_latest.made`]: `${sha256(modelfileTemplate("all-minilm.Modelfile"))}\n`,
    };

    expect(await kinds(surroundings(contents))).toMatchObject({ "all-minilm:latest": "keep" });
  });

  test("makes a model again when its Modelfile has changed since", async () => {
    const contents = {
      ...storedModel(home.ollama.models, "all-minilm:latest", ["converted weights"]),
      [`${home.ollama.root}/.all-minilm.Modelfile.all-minilm_latest.made`]: sha256("an older Modelfile"),
    };

    expect(await kinds(surroundings(contents))).toMatchObject({ "all-minilm:latest": "install" });
  });

  test("makes a model again when it is not made from the pinned weights", async () => {
    const contents = {
      ...storedModel(home.ollama.models, "smollm2:135m", ["other weights"]),
      [`${home.ollama.root}/.smollm2.Modelfile.smollm2_135m.made`]: sha256(modelfileTemplate("smollm2.Modelfile")),
    };

    expect(await kinds(surroundings(contents))).toMatchObject({ "smollm2:135m": "install" });
  });

  test("skips an optional part whose tool is missing", async () => {
    const steps = await planInstall([part({ optional: true })], surroundings({}, []));

    expect(steps).toMatchObject([{ kind: "skip", because: "needs go" }]);
  });

  test("names every missing tool at once", async () => {
    const given = surroundings({}, ["go"]);
    const steps = await planInstall([part({ tools: ["go", "g++"] }), part({ tools: ["python3"] })], given);

    expect(() => requireTools(steps, given)).toThrow("not found on PATH: g++, python3");
  });

  test("asks for no tool when everything is there", async () => {
    const given = surroundings({}, []);
    const steps = await planInstall([part({ find: async () => present })], given);

    expect(() => requireTools(steps, given)).not.toThrow();
  });
});
