import type { Piece } from "./read-pieces.js";

/** Follows a template from tag to tag and knows which names it has made so far. */
export interface LocalNames {
  has(name: string): boolean;
  /** Moves past a tag. */
  enter(piece: Piece): void;
}

/**
 * Inside a loop every name that the template makes anywhere counts: an earlier turn may have made it.
 * What is then still absent fails when the template is rendered.
 */
export function localNames(pieces: readonly Piece[]): LocalNames {
  const madeAnywhere = new Set(pieces.map(({ declares }) => declares?.name));
  const made = new Set<string>();
  const loops: (string | undefined)[] = [];
  return {
    has(name) {
      if (name === "forloop") return loops.length > 0;
      return made.has(name) || loops.includes(name) || (loops.length > 0 && madeAnywhere.has(name));
    },
    enter({ tag, declares }) {
      if (tag === "for") loops.push(declares?.name);
      else if (tag === "endfor") loops.pop();
      else if (declares !== undefined) made.add(declares.name);
    },
  };
}
