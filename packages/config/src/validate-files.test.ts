import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "@jest/globals";
import { loadConfiguration } from "./configuration/load-configuration.js";
import { loadPipelines } from "./pipelines/load-pipelines.js";
import { printProblem } from "./problem.js";
import { capabilitiesOf } from "./goldens/capabilities.js";
import { validateFiles } from "./validate-files.js";

const folder = mkdtempSync(join(tmpdir(), "config-"));
afterAll(() => rmSync(folder, { recursive: true }));

const backends = "backends: [{ id: demo, type: simulated, hardware: cpu }]\n";
const pipelines =
  "pipelines: [{ id: a, stages: [{ id: s, type: text_generation }] }, { id: b, stages: [{ id: s, type: audio_to_text }] }]\n";

function write(name: string, text: string): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

describe("validateFiles", () => {
  it.each([["mine.yaml"], ["somewhere/else/mine.yaml"], [join(folder, "mine.yaml")]])(
    "finds the pipelines beside the configuration: config_file %s",
    async (configFile) => {
      const pipelinesFile = write("mine.yaml", pipelines);
      const config = write("config.yaml", `${backends}pipelines: { enabled: true, config_file: "${configFile}" }\n`);

      const { problems, warnings, summary } = await validateFiles(config, capabilitiesOf);

      expect(problems.map(printProblem)).toEqual([
        `${pipelinesFile}:1:101: stage "s": no backend can do audio_to_text yet`,
      ]);
      expect(warnings).toEqual([]);
      expect(summary).toEqual({ backends: ["demo"], ready: ["a"], broken: ["b"], pipelinesChecked: true });
    },
  );

  it("says where it looked for pipelines that are not there", async () => {
    const config = write("no-pipelines.yaml", `${backends}pipelines: { enabled: true, config_file: sub/none.yaml }\n`);

    const { problems } = await validateFiles(config, capabilitiesOf);

    expect(problems.map(printProblem)).toEqual([
      `${config}:1:1: the file names pipelines in "sub/none.yaml", which does not exist (looked at sub/none.yaml, ${join(folder, "sub/none.yaml")}, ${join(folder, "none.yaml")})`,
    ]);
  });

  it("says why the pipelines cannot be read", async () => {
    mkdirSync(join(folder, "directory"));
    const config = write("directory.yaml", `${backends}pipelines: { enabled: true, config_file: directory }\n`);

    const { problems } = await validateFiles(config, capabilitiesOf);

    expect(problems.map(printProblem)).toEqual([`${join(folder, "directory")}:1:1: the file is not a file`]);
  });

  it("does not look at pipelines that are switched off", async () => {
    const config = write("off.yaml", `${backends}pipelines: { enabled: false, config_file: none.yaml }\n`);

    const { problems, summary } = await validateFiles(config, capabilitiesOf);

    expect(problems).toEqual([]);
    expect(summary.pipelinesChecked).toBe(false);
  });

  it("reports a configuration that is not there, and throws nothing", async () => {
    const config = join(folder, "absent.yaml");

    const { problems } = await validateFiles(config, capabilitiesOf);

    expect(problems.map(printProblem)).toEqual([`${config}:1:1: the file does not exist`]);
  });

  it.each([
    { what: "a byte order mark alone", bytes: Buffer.from("\ufeff"), says: "1:1: the file is empty" },
    {
      what: "a binary",
      bytes: Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0]),
      says: "1:1: the character U+007F is not allowed here",
    },
    { what: "no UTF-8", bytes: Buffer.from([0xff, 0xfe, 0x00]), says: "1:1: the file is not UTF-8 text" },
    { what: "20 MB", bytes: Buffer.alloc(20_000_000, "a: b\n"), says: "1:1: the file is larger than 1 MiB (20000000" },
    { what: "1000 lists in each other", bytes: Buffer.from("[".repeat(1000)), says: "stand more than 64 deep" },
  ])("reports with one problem a file of either kind that is $what", async ({ bytes, says }) => {
    const odd = join(folder, "odd.yaml");
    writeFileSync(odd, bytes);
    const config = write("odd-pipelines.yaml", `${backends}pipelines: { enabled: true, config_file: odd.yaml }\n`);

    const found = [await validateFiles(odd, capabilitiesOf), await validateFiles(config, capabilitiesOf)];

    const printed = found.map(({ problems }) => problems.map(printProblem));
    expect(printed).toEqual([[expect.stringContaining(says)], [expect.stringContaining(says)]]);
    expect(printed.flat().every((line) => line.startsWith(odd))).toBe(true);
  });

  it("reports folders in place of files, and gives clients no path of them", async () => {
    mkdirSync(join(folder, "folder-of-secrets.yaml"));
    const config = write(
      "folder.yaml",
      `${backends}pipelines: { enabled: true, config_file: folder-of-secrets.yaml }\n`,
    );
    const loaded = await loadConfiguration(config);
    if (loaded.kind === "rejected") throw new Error("the configuration is good");

    const { catalog, problems } = await loadPipelines(loaded.configuration, config, capabilitiesOf);

    expect(problems.map(printProblem)).toEqual([
      `${join(folder, "folder-of-secrets.yaml")}:1:1: the file is not a file`,
    ]);
    expect(catalog.problems).toEqual(["folder-of-secrets.yaml:1:1: the file is not a file"]);
    expect((await validateFiles(folder, capabilitiesOf)).problems.map(printProblem)).toEqual([
      `${folder}:1:1: the file is not a file`,
    ]);
  });

  it("gives clients the name of an absent pipelines file, and not where it was looked for", async () => {
    const config = write(
      "absent-pipelines.yaml",
      `${backends}pipelines: { enabled: true, config_file: sub/none.yaml }\n`,
    );
    const loaded = await loadConfiguration(config);
    if (loaded.kind === "rejected") throw new Error("the configuration is good");

    const { catalog } = await loadPipelines(loaded.configuration, config, capabilitiesOf);

    expect(catalog.problems).toEqual([
      "none.yaml:1:1: the file does not exist; the server's log says where it was looked for",
    ]);
  });

  it("refuses a data_dir that is a file", async () => {
    const file = write("occupied", "");
    const config = write("data-dir.yaml", `${backends}data_dir: ${file}\n`);

    const { problems } = await validateFiles(config, capabilitiesOf);

    expect(problems.map(printProblem)).toEqual([`${config}:2:11: data_dir "${file}" is no directory`]);
  });
});
