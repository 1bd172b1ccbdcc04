import { printProblem, validateFiles } from "@compute-proxy/config";
import { capabilitiesOf } from "../adapters.js";
import { namedFileProblems } from "../named-file-problems.js";
import { styleFor } from "../terminal/style.js";
import type { Streams } from "./streams.js";

/** Flags of `validate`. */
export interface ValidateFlags {
  readonly config: string;
  readonly json?: boolean;
}

/** Checks the configuration, its pipelines and the other files that it names without starting anything. Exit code 1 when there is a problem. */
export async function validate({ config, json }: ValidateFlags, { out }: Streams): Promise<number> {
  const { problems, warnings, summary } = await validateFiles(config, capabilitiesOf, namedFileProblems);
  if (json === true) {
    out.write(`${JSON.stringify({ problems, warnings, summary }, null, 2)}\n`);
    return problems.length === 0 ? 0 : 1;
  }
  const style = styleFor(out);
  for (const problem of problems) out.write(`${style.bad("problem")} ${printProblem(problem)}\n`);
  for (const warning of warnings) out.write(`${style.warn("warning")} ${printProblem(warning)}\n`);
  out.write(`${problems.length === 0 ? style.good("valid") : style.bad(`${problems.length} problem(s)`)}: ${config}\n`);
  return problems.length === 0 ? 0 : 1;
}
