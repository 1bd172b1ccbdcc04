import type { GenerateRequest } from "@compute-proxy/api";
import { generationRun } from "@compute-proxy/pipeline";
import { checkGenerationOptions } from "../checks/check-generation-options.js";
import { checkName } from "../checks/check-name.js";
import type { SingleCall } from "./single-run.js";

/** What Generate and GenerateStream ask for. */
export function generationCall(request: GenerateRequest): SingleCall {
  return {
    run: generationRun(request),
    annotations: request.annotations,
    violations: [...checkName("model", request.model), ...checkGenerationOptions(request.options)],
    textField: "prompt",
  };
}
