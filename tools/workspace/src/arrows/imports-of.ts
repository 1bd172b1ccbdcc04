const statement = /^(?:import|export)\s(?:[^;"'`]*?\sfrom\s)?\s*["']([^"'\n]+)["']/gm;
const call = /\bimport\(\s*["']([^"'\n]+)["']\s*\)/g;

/** The modules that a TypeScript file names: imports, re-exports and `import("...")`, types included. */
export function importsOf(source: string): readonly string[] {
  return [...source.matchAll(statement), ...source.matchAll(call)].flatMap((match) => match[1] ?? []);
}
