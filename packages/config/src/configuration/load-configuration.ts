import { statSync } from "node:fs";
import { printable } from "@compute-proxy/core";
import { unreadableFile } from "../problem.js";
import { readTextFile } from "../read-text-file.js";
import { checkNamedFiles, withFoundFiles } from "./named-files.js";
import { type ConfigurationResult, type FurtherCheck, parseConfiguration } from "./parse-configuration.js";

/** Reads and checks a config.yaml. Never throws: a file that cannot be read is a problem of its first line. */
export async function loadConfiguration(file: string): Promise<ConfigurationResult> {
  const read = await readTextFile(file);
  if (read.kind === "unreadable")
    return { kind: "rejected", problems: [unreadableFile(file, read.because)], warnings: [] };
  const result = parseConfiguration(read.text, file, (configuration) => [
    ...checkDataDir(configuration),
    ...checkNamedFiles(configuration, file),
  ]);
  if (result.kind === "rejected") return result;
  return { ...result, configuration: withFoundFiles(result.configuration, file) };
}

const checkDataDir: FurtherCheck = ({ dataDir }) => {
  const facts = statSync(dataDir, { throwIfNoEntry: false });
  if (facts === undefined || facts.isDirectory()) return [];
  return [{ path: ["data_dir"], message: `data_dir "${printable(dataDir)}" is no directory` }];
};
