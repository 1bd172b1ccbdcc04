import type { Cast } from "./cast.ts";
import { screenLines, type Span } from "./screen.ts";

const lineHeight = 18;
const characterWidth = 7.8;
const margin = 14;

/** Colours that are read on both backgrounds; the reader's system says which it is. */
const style = `
    .back { fill: #ffffff; stroke: #d0d7de }
    text { font: 13px ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; fill: #1f2328; white-space: pre }
    .bold { font-weight: 700 } .dim { fill: #59636e } .red { fill: #c1121f } .green { fill: #1a7f37 } .yellow { fill: #8a5a00 }
    .show { animation: show 1ms backwards } @keyframes show { from { opacity: 0 } to { opacity: 1 } }
    @media (prefers-color-scheme: dark) {
      .back { fill: #0d1117; stroke: #30363d }
      text { fill: #e6edf3 }
      .dim { fill: #9198a1 } .red { fill: #ff7b72 } .green { fill: #56d364 } .yellow { fill: #e3b341 }
    }
    @media (prefers-reduced-motion: reduce) { .show { animation: none } }`;

/** A picture of a terminal that fills as it did, once, and then stands. The same cast gives the same bytes. */
export function renderSvg({ columns, title, chunks }: Cast): string {
  const lines = screenLines(chunks, columns);
  const width = Math.ceil(columns * characterWidth) + 2 * margin;
  const height = lines.length * lineHeight + 2 * margin;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">`,
    `  <title>${escape(title)}</title>`,
    `  <style>${style}\n  </style>`,
    `  <rect class="back" x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="6" />`,
    ...lines.flatMap((spans, row) => spans.filter(({ text }) => text.trim() !== "").map((span) => drawn(span, row))),
    "</svg>",
    "",
  ].join("\n");
}

/** `textLength` keeps the columns where a font is wider or narrower than it should be. */
function drawn({ at, look, column, text }: Span, row: number): string {
  const x = round(margin + column * characterWidth);
  const y = margin + (row + 0.75) * lineHeight;
  const length = round(text.length * characterWidth);
  const classes = look === "plain" ? "show" : `show ${look}`;
  const place = `x="${x}" y="${y}" textLength="${length}" xml:space="preserve"`;
  return `  <text class="${classes}" style="animation-delay:${round(at)}s" ${place}>${escape(text)}</text>`;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
