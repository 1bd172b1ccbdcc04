import { LineCounter } from "yaml";
import { printable } from "@compute-proxy/core";
import { type Problem, sortProblems } from "../problem.js";
import type { Complaint } from "./complaint.js";
import type { Marks } from "./marks.js";
import { parseDocument } from "./parse-document.js";
import { toData } from "./to-data.js";

/** A text as plain data, or its problems. */
export type LoadedYaml =
  | {
      readonly kind: "loaded";
      readonly data: unknown;
      readonly marks: Marks;
      readonly toProblems: (complaints: readonly Complaint[]) => readonly Problem[];
    }
  | { readonly kind: "refused"; readonly problems: readonly Problem[] };

/** Reads one YAML document into plain data. All problems of its form come at once; its meaning is not looked at. */
export function loadYaml(text: string, file: string): LoadedYaml {
  const lines = countLines(text);
  const toProblems = (complaints: readonly Complaint[]): readonly Problem[] =>
    sortProblems(onceEach(complaints).map((complaint) => problemAt(complaint, file, lines)));
  const parsed = parseDocument(text);
  if (parsed.kind === "refused") return { kind: "refused", problems: toProblems(parsed.complaints) };
  if (parsed.root === null)
    return { kind: "refused", problems: toProblems([{ offset: 0, message: "the file is empty" }]) };
  const { data, marks, complaints } = toData(parsed.root, lines);
  if (complaints.length > 0) return { kind: "refused", problems: toProblems(complaints) };
  return { kind: "loaded", data, marks, toProblems };
}

function countLines(text: string): LineCounter {
  const lines = new LineCounter();
  lines.addNewLine(0);
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) lines.addNewLine(at + 1);
  return lines;
}

/** A value that is used several times is complained about once: where it is written, if that is one of its uses. */
function onceEach(complaints: readonly Complaint[]): readonly Complaint[] {
  const byPlace = new Map<string, Complaint>();
  for (const complaint of complaints) {
    const place = `${complaint.offset} ${complaint.message}`;
    if (!byPlace.has(place) || complaint.through === undefined) byPlace.set(place, complaint);
  }
  return [...byPlace.values()];
}

function problemAt({ offset, message, through }: Complaint, file: string, lines: LineCounter): Problem {
  const { line, col } = lines.linePos(offset);
  if (through === undefined) return { file, line, column: col, message };
  const site = lines.linePos(through.offset);
  const used = ` (used through *${printable(through.name, 40)} at ${site.line}:${site.col})`;
  return { file, line, column: col, message: message + used };
}
