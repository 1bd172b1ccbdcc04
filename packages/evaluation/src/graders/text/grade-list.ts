import { type ListGrader } from "../grader.js";
import { bad, good, type Verdict } from "../verdict.js";
import { spokenText } from "./spoken-text.js";
import { readings, unwrap } from "./unwrap.js";

export function gradeList({ items, ordered = true, ignore_case }: ListGrader, answer: string): Verdict {
  const plain = (item: string): string => (ignore_case ? item.toLowerCase() : item).normalize("NFC");
  const inOrder = (list: readonly string[]): string => {
    const all = list.map(plain);
    return JSON.stringify(ordered ? all : all.toSorted());
  };
  const expected = inOrder(items);
  return readings(spokenText(answer)).some((reading) => inOrder(itemsOf(reading)) === expected)
    ? good("it is exactly the expected list")
    : bad(ordered ? "it is not exactly the expected list, in order" : "it is not exactly the expected list");
}

/** One item a line, else separated by commas or semicolons, else by spaces; in brackets or not. */
function itemsOf(text: string): readonly string[] {
  const body = /^[[({]([\s\S]*)[\])}]$/u.exec(text)?.[1] ?? text;
  return split(body.trim()).flatMap((item) => {
    const plain = unwrap(item.replace(/^\s*(?:[-*•]|\d+[.)])\s+/u, "")).replace(/[.]$/u, "");
    return plain === "" ? [] : [unwrap(plain)];
  });
}

function split(body: string): readonly string[] {
  const lines = body.split("\n").filter((line) => line.trim() !== "");
  if (lines.length > 1) return lines.map((line) => line.trim().replace(/,$/u, ""));
  if (/[,;]/u.test(body)) return body.split(/\s*[,;]\s*(?:and\s+)?|\s+and\s+(?=[^,;]*$)/u);
  return body.split(/\s+and\s+|\s+/u);
}
