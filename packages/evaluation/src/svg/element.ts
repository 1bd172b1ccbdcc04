/** Attributes of an element. Numbers are written with at most two decimals. */
export type Attributes = Readonly<Record<string, string | number>>;

/** Markup that is already escaped. */
export interface Markup {
  readonly markup: string;
}

/** An element of SVG or HTML. Strings among the children are text and are escaped. */
export function element(
  name: string,
  attributes: Attributes = {},
  ...children: ReadonlyArray<Markup | string>
): Markup {
  const pairs = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(written(value))}"`);
  const inner = children.map((child) => (typeof child === "string" ? escaped(child) : child.markup)).join("");
  return { markup: `<${name}${pairs.join("")}>${inner}</${name}>` };
}

/** Text as it may stand between tags and in a quoted attribute. */
function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}

function written(value: string | number): string {
  return typeof value === "string" ? value : String(Math.round(value * 100) / 100);
}
