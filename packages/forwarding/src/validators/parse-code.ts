import { createRequire } from "node:module";
import type * as LezerPython from "@lezer/python";
import type * as Acorn from "acorn";
import { stripTypes } from "./strip-types.js";

// The parsers are loaded by the first answer that has code of their language, not by every start.
const require = createRequire(import.meta.url);

/** Says what is wrong with a piece of code; undefined when it parses. */
type CodeCheck = (code: string) => string | undefined;

/** The languages that can be checked, by the names people write behind a fence. */
const checks: Readonly<Record<string, CodeCheck>> = {
  json: checkJson,
  js: checkJavaScript,
  javascript: checkJavaScript,
  mjs: checkJavaScript,
  node: checkJavaScript,
  ts: checkTypeScript,
  typescript: checkTypeScript,
  py: checkPython,
  python: checkPython,
  python3: checkPython,
};

/** The check for a language, or undefined when there is no parser for it here. */
export function codeCheckFor(language: string): CodeCheck | undefined {
  return Object.hasOwn(checks, language) ? checks[language] : undefined;
}

export function checkJson(code: string): string | undefined {
  return problemOf(() => JSON.parse(code));
}

/** As a module, else as a script: a snippet may use `await` at the top, or be older than modules. */
function checkJavaScript(code: string): string | undefined {
  const { parse: parseJavaScript } = require("acorn") as typeof Acorn;
  const options = { ecmaVersion: "latest", allowReturnOutsideFunction: true, allowAwaitOutsideFunction: true } as const;
  const asModule = problemOf(() => parseJavaScript(code, { ...options, sourceType: "module" }));
  if (asModule === undefined) return undefined;
  return problemOf(() => parseJavaScript(code, { ...options, sourceType: "script" })) === undefined
    ? undefined
    : asModule;
}

/** A parser that failed has no objection. */
function checkTypeScript(code: string): string | undefined {
  return stripTypes(code).kind === "does-not-parse" ? "does not parse" : undefined;
}

/** The parser recovers from errors and marks where it did. */
function checkPython(code: string): string | undefined {
  const { parser: pythonParser } = require("@lezer/python") as typeof LezerPython;
  let line: number | undefined;
  pythonParser.parse(code.endsWith("\n") ? code : `${code}\n`).iterate({
    enter: (node) => {
      if (node.type.isError && line === undefined) line = code.slice(0, node.from).split("\n").length;
    },
  });
  return line === undefined ? undefined : `does not parse at line ${line}`;
}

/** The parser's own words are kept out: they may quote the text. */
function problemOf(parse: () => unknown): string | undefined {
  try {
    parse();
    return undefined;
  } catch (error) {
    const line = lineOf(error);
    return line === undefined ? "does not parse" : `does not parse at line ${line}`;
  }
}

function lineOf(error: unknown): number | undefined {
  if (typeof error !== "object" || error === null || !("loc" in error)) return undefined;
  const loc = error.loc;
  return typeof loc === "object" && loc !== null && "line" in loc && typeof loc.line === "number"
    ? loc.line
    : undefined;
}
