import { stripTypeScriptTypes } from "node:module";

/** TypeScript without its types, or why there is none: it does not parse, or the parser failed, which says nothing of the code. */
export type StrippedTypes =
  | { readonly kind: "stripped"; readonly code: string }
  | { readonly kind: "does-not-parse" | "parser-failed" };

/**
 * Node's parser is a WebAssembly module: at some 1000 open brackets its stack runs over, and from then on it parses nothing in this
 * process. No code that people read is so deep.
 */
const deepest = 300;

/** Takes the types away and writes enums as objects. Code of more than 300 open brackets counts as code that does not parse. */
export function stripTypes(code: string): StrippedTypes {
  if (nestsTooDeep(code)) return { kind: "does-not-parse" };
  try {
    return { kind: "stripped", code: stripTypeScriptTypes(code, { mode: "transform" }) };
  } catch (error) {
    return { kind: isAboutTheCode(error) ? "does-not-parse" : "parser-failed" };
  }
}

/** Brackets in strings and comments count as well. `<` is a bracket until something else closes: it may be a comparison. */
function nestsTooDeep(code: string): boolean {
  let [open, angles] = [0, 0];
  for (const [character] of code.matchAll(/[([{<)\]};]/gu)) {
    if (character === "<") angles += 1;
    else angles = 0;
    if ("([{".includes(character)) open += 1;
    else if (")]}".includes(character)) open = Math.max(0, open - 1);
    if (open > deepest || angles > deepest) return true;
  }
  return false;
}

function isAboutTheCode(error: unknown): boolean {
  const code = typeof error === "object" && error !== null && "code" in error ? error.code : undefined;
  return code === "ERR_INVALID_TYPESCRIPT_SYNTAX" || code === "ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX";
}
