import { EnginesError } from "./engines-error.ts";

export type Verb =
  | { readonly kind: "up"; readonly json: boolean; readonly config: string | undefined }
  | { readonly kind: "install"; readonly json: boolean }
  | { readonly kind: "status"; readonly json: boolean }
  | { readonly kind: "stop"; readonly json: boolean }
  | { readonly kind: "with"; readonly command: readonly [string, ...string[]] }
  | { readonly kind: "help" };

export const USAGE = [
  "usage: npm run engines [-- VERB] [--json]",
  "  (no verb) [--config FILE]  install what is missing, start the servers, write config/local.yaml",
  "  install                    install only",
  "  status                     say what runs",
  "  stop                       stop what we started",
  "  with -- COMMAND ARGS...    run a command with two private servers, for tests",
  "environment: ENGINES_HOME (default ~/.cache/compute-engines), ENGINES=install|none (with), OLLAMA_HOST, OLLAMA_MARCH",
];

/** Turns the command line into a verb; throws `usage` with the thing that is wrong. */
export function parseArguments(words: readonly string[]): Verb {
  const [verb = ""] = words;
  if (verb === "with") return parseWith(words.slice(1));
  if (words.includes("--help") || words.includes("-h")) return { kind: "help" };
  if (verb === "install" || verb === "status" || verb === "stop") {
    return { kind: verb, json: parseOptions(words.slice(1), { config: false }).json };
  }
  return { kind: "up", ...parseOptions(words, { config: true }) };
}

function parseWith(words: readonly string[]): Verb {
  const [separator, program, ...rest] = words;
  if (separator !== "--" || program === undefined) throw usage("with: the command stands after `--`");
  return { kind: "with", command: [program, ...rest] };
}

function parseOptions(
  words: readonly string[],
  allowed: { readonly config: boolean },
): { readonly json: boolean; readonly config: string | undefined } {
  let json = false;
  let config: string | undefined;
  const rest = [...words];
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (word === "--json") json = true;
    else if (word === "--config" && allowed.config) {
      config = rest.shift();
      if (config === undefined) throw usage("--config: the file is missing");
    } else throw usage(`unknown argument: ${word}`);
  }
  return { json, config };
}

function usage(problem: string): EnginesError {
  return new EnginesError("usage", problem, USAGE);
}
