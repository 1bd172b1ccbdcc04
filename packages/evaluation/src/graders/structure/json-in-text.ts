/** What was found where JSON was asked for. */
export type FoundJson =
  | { readonly kind: "value"; readonly value: unknown }
  | { readonly kind: "none"; readonly why: string };

/** The one JSON value of an answer: in its only fence, as the whole text, or alone in prose. */
export function jsonInText(text: string): FoundJson {
  const fences = [...text.matchAll(/(?:```|~~~)[\w+-]*[ \t]*\n([\s\S]*?)(?:\n[ \t]*(?:```|~~~)|$)/gu)];
  if (fences.length > 1) return { kind: "none", why: "it has more than one fenced block" };
  const fenced = fences[0]?.[1];
  if (fenced !== undefined) return parsed(fenced) ?? { kind: "none", why: "the fenced block is not JSON" };
  return parsed(text) ?? onlyBareValue(text);
}

function parsed(text: string): FoundJson | undefined {
  try {
    return { kind: "value", value: JSON.parse(text) as unknown };
  } catch {
    return undefined;
  }
}

function onlyBareValue(text: string): FoundJson {
  const values = bareValues(text);
  if (values.length > 1) return { kind: "none", why: "it has more than one JSON value" };
  return values[0] ?? { kind: "none", why: "it holds no JSON" };
}

/** The objects and lists of a text that parse, the outermost of each. */
function bareValues(text: string): readonly FoundJson[] {
  const found: FoundJson[] = [];
  let at = text.search(/[{[]/u);
  while (at >= 0 && at < text.length) {
    const end = closingBracket(text, at);
    const value = end === undefined ? undefined : parsed(text.slice(at, end));
    if (value) found.push(value);
    const from: number = value && end !== undefined ? end : at + 1;
    const next = text.slice(from).search(/[{[]/u);
    at = next < 0 ? -1 : from + next;
  }
  return found;
}

/** The place behind the bracket that closes the one at `start`; brackets in strings do not count. */
function closingBracket(text: string, start: number): number | undefined {
  let depth = 0;
  let inString = false;
  for (let at = start; at < text.length; at += 1) {
    const character = text[at] ?? "";
    if (inString && character === "\\") at += 1;
    else if (character === '"') inString = !inString;
    else if (!inString && "{[".includes(character)) depth += 1;
    else if (!inString && "}]".includes(character)) depth -= 1;
    if (depth === 0) return at + 1;
  }
  return undefined;
}
