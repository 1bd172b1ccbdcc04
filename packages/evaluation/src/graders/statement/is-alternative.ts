import { type Mention } from "./mentions.js";
import { type Token } from "./tokens.js";

/** Whether the mention is one of several names on offer: "A or B", "A/B", "A and B", "A, B, C, D". */
export function isAlternative(text: readonly Token[], mention: Mention, accepted: readonly Mention[]): boolean {
  return isJoined(text, mention, accepted) || isInList(text, mention);
}

function isJoined(text: readonly Token[], { start, end }: Mention, accepted: readonly Mention[]): boolean {
  const next = text[end]?.form === "," ? end + 1 : end;
  const previous = text[start - 1]?.form === "," ? start - 2 : start - 1;
  const sameBehind = accepted.some((other) => other.start === next + 1);
  const sameBefore = accepted.some((other) => other.end === previous);
  if (joinsAny(text[next]?.form) && text[next + 1]?.word) return !sameBehind;
  if (text[previous]?.form === "either") return true;
  if (joinsAny(text[previous]?.form)) return !sameBefore;
  if (text[next]?.form === "and" && text[next + 1]?.capital) return !sameBehind;
  return text[previous]?.form === "and" && text[previous - 1]?.capital === true && !sameBefore;
}

function joinsAny(form: string | undefined): boolean {
  return form === "or" || form === "/";
}

/** Four or more short names in a row, or three that end in "and" or "or". A place with its region and country is not one. */
function isInList(text: readonly Token[], { start }: Mention): boolean {
  const parts = rowAround(text, start);
  const joined = parts.some((part) => part[0]?.form === "and" || part[0]?.form === "or");
  return parts.length >= 4 || (parts.length === 3 && joined);
}

/** The short parts, each with a capital in front, that commas bind to the one at `start`. */
function rowAround(text: readonly Token[], start: number): readonly (readonly Token[])[] {
  let row: (readonly Token[])[] = [];
  let found = false;
  for (const { part, from, to } of commaParts(text)) {
    const isHere = from <= start && start < to;
    if (isShortName(part)) row.push(part);
    else if (found) break;
    else row = [];
    found ||= isHere && isShortName(part);
  }
  return found ? row : [];
}

function commaParts(text: readonly Token[]): readonly { part: readonly Token[]; from: number; to: number }[] {
  const cuts = text.flatMap(({ form }, index) => (form === "," || form === "\n" ? [index] : []));
  const ends = [...cuts, text.length];
  return ends.map((to, index) => {
    const from = index === 0 ? 0 : (ends[index - 1] ?? 0) + 1;
    return { part: text.slice(from, to), from, to };
  });
}

function isShortName(part: readonly Token[]): boolean {
  const words = part.filter(({ word }) => word);
  const head = words[0]?.form === "and" || words[0]?.form === "or" ? words[1] : words[0];
  return words.length > 0 && words.length <= 4 && head?.capital === true;
}
