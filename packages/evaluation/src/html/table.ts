import { element, type Markup } from "../svg/element.js";

/** A table: the first cell of a row names it. */
export interface TablePlan {
  readonly caption: string;
  readonly head: readonly string[];
  readonly rows: ReadonlyArray<readonly string[]>;
  /** Rows that stand out, by their number. */
  readonly strong?: ReadonlySet<number>;
}

/** A table that scrolls on its own where the page is narrow. */
export function table({ caption, head, rows, strong }: TablePlan): Markup {
  const header = element("tr", {}, ...head.map((cell) => element("th", { scope: "col" }, cell)));
  const body = rows.map(([name = "", ...cells], index) =>
    element(
      "tr",
      strong?.has(index) === true ? { class: "strong" } : {},
      element("th", { scope: "row" }, name),
      ...cells.map((cell) => element("td", {}, cell)),
    ),
  );
  return element(
    "div",
    { class: "scroll" },
    element("table", {}, element("caption", {}, caption), element("thead", {}, header), element("tbody", {}, ...body)),
  );
}
