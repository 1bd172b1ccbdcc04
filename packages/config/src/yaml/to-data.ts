import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type LineCounter,
  type ParsedNode,
  type Scalar,
  type YAMLMap,
  type YAMLSeq,
} from "yaml";
import { printable } from "@compute-proxy/core";
import { forbiddenCharacter } from "./check-characters.js";
import type { AliasSite, Complaint } from "./complaint.js";
import { entriesOf, offsetOf } from "./entries.js";
import { createMarks, type Marks, type Path } from "./marks.js";
import { beginWalk, type Walk } from "./walk.js";

/** The plain data of a document, with where each value stands. */
export interface MarkedData {
  readonly data: unknown;
  readonly marks: Marks;
  readonly complaints: readonly Complaint[];
}

/** Where the walk is: the path in the data, and the alias through which it got there. */
interface Place {
  readonly path: Path;
  readonly keyOffset: number | undefined;
  readonly through: AliasSite | undefined;
}

/** Turns nodes into plain data: aliases and merge keys followed, tags refused, bounded in depth and in number. */
export function toData(root: ParsedNode, lines: LineCounter): MarkedData {
  const walk = beginWalk(root, lines);
  const marks = createMarks();
  const data = valueOf(root, { path: [], keyOffset: undefined, through: undefined }, { walk, marks });
  return { data, marks, complaints: walk.complaints };
}

interface Tools {
  readonly walk: Walk;
  readonly marks: Marks;
}

function valueOf(node: unknown, place: Place, tools: Tools): unknown {
  const { walk, marks } = tools;
  if (isAlias(node)) return aliasedValue(node, place, tools);
  const offset = offsetOf(node) ?? place.keyOffset ?? 0;
  if (!walk.spend(place.through)) return null;
  marks.set(place.path, {
    key: place.keyOffset,
    value: offset,
    through: place.through,
    scalar: isScalar(node) ? node : undefined,
  });
  if (hasTag(node)) {
    const tag = printable(node.tag.replace("tag:yaml.org,2002:", "!!"), 40);
    walk.complain(offset, `the tag ${tag} is not supported: write the value without it`, place.through);
    return null;
  }
  if (isScalar(node)) return scalarValue(node, offset, place, walk);
  return isMap(node) || isSeq(node)
    ? walk.inside(node, offset, place.through, () =>
        isMap(node) ? mapValue(node, place, tools) : listValue(node, place, tools),
      )
    : null;
}

function mapValue(map: YAMLMap, { path, through }: Place, tools: Tools): unknown {
  const entries = entriesOf(map, through, tools.walk).map((entry) => {
    const inner = { path: [...path, entry.key], keyOffset: entry.keyOffset, through: entry.through };
    return [entry.key, valueOf(entry.value, inner, tools)] as const;
  });
  return Object.fromEntries(entries);
}

function listValue(list: YAMLSeq, { path, through }: Place, tools: Tools): unknown {
  return list.items.map((item, index) =>
    valueOf(item, { path: [...path, index], keyOffset: undefined, through }, tools),
  );
}

function aliasedValue(node: Parameters<Walk["resolve"]>[0], place: Place, tools: Tools): unknown {
  const offset = offsetOf(node) ?? 0;
  const target = tools.walk.resolve(node);
  if (target === undefined) return null;
  if (tools.walk.isOpen(target)) {
    tools.walk.complain(
      offset,
      `the alias *${printable(node.source, 40)} stands inside the value that it names`,
      undefined,
    );
    return null;
  }
  return valueOf(target, { ...place, through: place.through ?? { name: node.source, offset } }, tools);
}

function hasTag(node: unknown): node is { readonly tag: string } {
  return typeof node === "object" && node !== null && "tag" in node && typeof node.tag === "string";
}

function scalarValue(node: Scalar, offset: number, place: Place, walk: Walk): unknown {
  if (typeof node.value !== "string") return node.value;
  const forbidden = forbiddenCharacter(node.value);
  if (forbidden !== undefined)
    walk.complain(offset, `the text holds ${forbidden}, which is not allowed`, place.through);
  return node.value;
}
