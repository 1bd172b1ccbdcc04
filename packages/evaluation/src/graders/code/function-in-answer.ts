import { stripTypes } from "@compute-proxy/forwarding";

/** The code of an answer as a script, or why there is none. */
export type FoundCode =
  | { readonly kind: "script"; readonly script: string }
  | { readonly kind: "none"; readonly why: string };

const fence = /^[ \t]*(`{3,}|~{3,})[ \t]*([\w+#.-]*)[^\n]*\n([\s\S]*?)(?:^[ \t]*\1|$(?![\s\S]))/gmu;

/** The first fenced block that defines the function, else the whole text, without types and exports. */
export function functionInAnswer(text: string, name: string): FoundCode {
  const blocks = [...text.matchAll(fence)].map((match) => match[3] ?? "");
  const code = (blocks.length > 0 ? blocks : [text]).find((block) => defines(block, name));
  if (code === undefined) return { kind: "none", why: "the answer does not define the function" };
  const script = asScript(code);
  return script === undefined ? { kind: "none", why: "the code does not parse" } : { kind: "script", script };
}

function defines(code: string, name: string): boolean {
  const escaped = name.replace(/\$/gu, "\\$");
  return new RegExp(`(?:function\\s*\\*?\\s*|(?:const|let|var)\\s+|exports\\.)${escaped}(?![\\w$])`, "u").test(code);
}

function asScript(code: string): string | undefined {
  const plain = stripTypes(code);
  if (plain.kind !== "stripped") return undefined;
  return plain.code
    .replace(/^([ \t]*)export\s+default\s+(?=(?:async\s+)?function\b|class\b)/gmu, "$1")
    .replace(/^[ \t]*export\s+(?:default\s+[\w$]+|\{[^}]*\})\s*;?[ \t]*$/gmu, "")
    .replace(/^([ \t]*)export\s+(?=(?:async\s+)?function\b|class\b|const\b|let\b|var\b)/gmu, "$1");
}
