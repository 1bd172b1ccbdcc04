/** Colours that people with any colour vision tell apart (Okabe and Ito, 2008), and a dash of each line's own. */
const lines = {
  ours: { light: "#0072b2", dark: "#56b4e9", width: 3.2, dash: "" },
  random: { light: "#767676", dark: "#a0a0a0", width: 1.6, dash: "6 5" },
  oracle: { light: "#333333", dark: "#e0e0e0", width: 1.8, dash: "2 4" },
  length: { light: "#999933", dark: "#cccc66", width: 1.6, dash: "8 3 2 3" },
  heuristic: { light: "#d55e00", dark: "#ff9148", width: 1.8, dash: "" },
  "version-1": { light: "#009e73", dark: "#3fd3a7", width: 1.8, dash: "" },
  "by-area": { light: "#cc79a7", dark: "#eda3cc", width: 1.8, dash: "5 2" },
  prior: { light: "#8a5a00", dark: "#e69f00", width: 1.8, dash: "10 3" },
  both: { light: "#5b3fa0", dark: "#b49cf2", width: 2.2, dash: "3 2" },
} as const satisfies Record<string, { light: string; dark: string; width: number; dash: string }>;

/** The styles a line may have. */
export type LineKind = keyof typeof lines;

const shared = `.chart{font-family:system-ui,sans-serif}
.chart .chart-title{font-size:15px;font-weight:600}
.chart .axis{font-size:13px}
.chart .tick,.chart .legend{font-size:12px}
.chart .grid{stroke-width:1}
.chart .line{fill:none;stroke-linejoin:round}
.chart .mark-name{paint-order:stroke;stroke-width:4px;stroke-linejoin:round}`;

/** Written out, since not every program that shows pictures knows the variables of CSS. */
function colours({
  ink,
  paper,
  rule,
}: {
  readonly ink: string;
  readonly paper: string;
  readonly rule: string;
}): string {
  return `:root{--ink:${ink};--paper:${paper};--rule:${rule}}
.chart text,.chart .mark{fill:${ink}}
.chart .grid{stroke:${rule}}
.chart .mark-name{stroke:${paper}}
.chart .paper{fill:${paper}}`;
}

/** Style of every chart, light and dark by the reader's preference. */
export const chartStyle = [
  shared,
  colours({ ink: "#1b1b1b", paper: "#ffffff", rule: "#e3e3e3" }),
  ...Object.entries(lines).map(([kind, { light, width, dash }]) => {
    const dashes = dash === "" ? "" : `;stroke-dasharray:${dash}`;
    return `.chart .line-${kind}{stroke:${light};stroke-width:${width}${dashes}}`;
  }),
  "@media (prefers-color-scheme:dark){",
  colours({ ink: "#e8e8e8", paper: "#16181c", rule: "#34373d" }),
  ...Object.entries(lines).map(([kind, { dark }]) => `.chart .line-${kind}{stroke:${dark}}`),
  "}",
].join("\n");
