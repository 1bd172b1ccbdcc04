import { type Axis, axis } from "./axis.js";
import { chartStyle } from "./chart-style.js";
import { element, type Markup } from "./element.js";

/** A line of a chart. */
export interface Series {
  readonly name: string;
  /** One of the styles of `chartStyle`: `line-<kind>`. */
  readonly kind: string;
  readonly points: ReadonlyArray<readonly [x: number, y: number]>;
}

/** What a chart shows. */
export interface ChartPlan {
  /** Unique on its page. */
  readonly id: string;
  readonly title: string;
  /** The same in a sentence, for who does not see it. */
  readonly description: string;
  readonly x: { readonly label: string; readonly write: (tick: number) => string };
  readonly y: { readonly label: string; readonly write: (tick: number) => string };
  readonly series: readonly Series[];
  /** Single points with a name. */
  readonly marks: ReadonlyArray<{ readonly name: string; readonly x: number; readonly y: number }>;
  /** A file of its own brings its colours and its background along. */
  readonly standsAlone?: boolean;
}

const [width, height] = [760, 400] as const;
const plot = { left: 64, right: 560, top: 44, bottom: 340 } as const;
/** Where the name of a mark stands that is written under it. */
const below = 18;
const legend = { left: 580, top: 60, row: 22, sample: 26 } as const;

/** A line chart as one SVG element: axes with units, grid, legend, and a title and description for screen readers. */
export function lineChart(plan: ChartPlan): string {
  const points = plan.series.flatMap((series) => series.points);
  const [xs, ys] = [
    [...points.map(([x]) => x), ...plan.marks.map(({ x }) => x)],
    [...points.map(([, y]) => y), ...plan.marks.map(({ y }) => y)],
  ];
  const x = axis({ ...plan.x, values: xs, from: plot.left, to: plot.right });
  const y = axis({ ...plan.y, values: ys, from: plot.bottom, to: plot.top, room: below });
  return element(
    "svg",
    {
      xmlns: "http://www.w3.org/2000/svg",
      viewBox: `0 0 ${width} ${height}`,
      role: "img",
      "aria-labelledby": `${plan.id}-title ${plan.id}-description`,
      class: "chart",
    },
    element("title", { id: `${plan.id}-title` }, plan.title),
    element("desc", { id: `${plan.id}-description` }, plan.description),
    ...(plan.standsAlone === true ? [style(), element("rect", { class: "paper", width, height })] : []),
    element("text", { class: "chart-title", x: plot.left, y: 24 }, plan.title),
    ...xAxis(x),
    ...yAxis(y),
    ...plan.series.map((series) => line(series, x, y)),
    ...plan.marks.flatMap((mark) => dot(mark, x, y)),
    ...plan.series.flatMap(legendRow),
  ).markup;
}

function style(): Markup {
  return { markup: `<style>${chartStyle}</style>` };
}

function xAxis({ label, ticks, place, write }: Axis): Markup[] {
  const centre = (plot.left + plot.right) / 2;
  return [
    ...ticks.flatMap((tick) => [
      element("line", { class: "grid", x1: place(tick), x2: place(tick), y1: plot.top, y2: plot.bottom }),
      element("text", { class: "tick", x: place(tick), y: plot.bottom + 18, "text-anchor": "middle" }, write(tick)),
    ]),
    element("text", { class: "axis", x: centre, y: plot.bottom + 42, "text-anchor": "middle" }, label),
  ];
}

function yAxis({ label, ticks, place, write }: Axis): Markup[] {
  const centre = (plot.top + plot.bottom) / 2;
  return [
    ...ticks.flatMap((tick) => [
      element("line", { class: "grid", x1: plot.left, x2: plot.right, y1: place(tick), y2: place(tick) }),
      element("text", { class: "tick", x: plot.left - 8, y: place(tick) + 4, "text-anchor": "end" }, write(tick)),
    ]),
    element(
      "text",
      { class: "axis", transform: `translate(18 ${centre}) rotate(-90)`, "text-anchor": "middle" },
      label,
    ),
  ];
}

function line({ kind, points }: Series, x: Axis, y: Axis): Markup {
  const path = points.map(([a, b]) => `${coordinate(x.place(a))},${coordinate(y.place(b))}`).join(" ");
  return element("polyline", { class: `line line-${kind}`, points: path });
}

function dot(mark: ChartPlan["marks"][number], x: Axis, y: Axis): Markup[] {
  const [cx, cy] = [x.place(mark.x), y.place(mark.y)];
  const isRight = cx > (plot.left + plot.right) / 2;
  return [
    element("circle", { class: "mark", cx, cy, r: 4 }),
    element(
      "text",
      {
        class: "tick mark-name",
        x: cx + (isRight ? -8 : 8),
        y: cy + (cy + below > plot.bottom ? -10 : below),
        "text-anchor": isRight ? "end" : "start",
      },
      mark.name,
    ),
  ];
}

function legendRow({ name, kind }: Series, index: number): Markup[] {
  const y = legend.top + index * legend.row;
  return [
    element("line", { class: `line line-${kind}`, x1: legend.left, x2: legend.left + legend.sample, y1: y, y2: y }),
    element("text", { class: "legend", x: legend.left + legend.sample + 8, y: y + 4 }, name),
  ];
}

function coordinate(value: number): string {
  return String(Math.round(value * 10) / 10);
}
