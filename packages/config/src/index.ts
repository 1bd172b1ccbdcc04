export type { Configuration, Health, PipelinesSection, Server } from "./configuration/configuration.js";
export { loadConfiguration } from "./configuration/load-configuration.js";
export {
  type ConfigurationResult,
  type FurtherCheck,
  parseConfiguration,
} from "./configuration/parse-configuration.js";
export { type FoundFile, findPipelinesFile } from "./pipelines/find-pipelines-file.js";
export { loadPipelines } from "./pipelines/load-pipelines.js";
export { parsePipelines, type PipelinesResult } from "./pipelines/parse-pipelines.js";
export { printProblem, type Problem } from "./problem.js";
export { type BackendType, backendTypes } from "./schema/backend-types.js";
export { type FilesSummary, type NamedFilesCheck, type Validation, validateFiles } from "./validate-files.js";
