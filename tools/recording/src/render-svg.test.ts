import { readFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import { parseCast } from "./cast.ts";
import { renderSvg } from "./render-svg.ts";

const media = new URL("../../../docs/media/", import.meta.url);

describe("renderSvg", () => {
  it("shows each piece when it came, and escapes it", () => {
    const svg = renderSvg({
      columns: 20,
      title: "a < b",
      chunks: [{ at: 1.5, text: "\u001b[32mx < y & z\u001b[39m\n" }],
    });

    expect(svg).toContain("<title>a &lt; b</title>");
    expect(svg).toContain('<text class="show green" style="animation-delay:1.5s"');
    expect(svg).toContain(">x &lt; y &amp; z</text>");
  });

  it("is as high as its lines and as wide as its columns", () => {
    expect(renderSvg({ columns: 100, title: "", chunks: [{ at: 0, text: "a\nb\nc\n" }] })).toContain(
      'viewBox="0 0 808 82"',
    );
  });

  it("stands on its own: it loads nothing and runs nothing", () => {
    const svg = readFileSync(new URL("failover.svg", media), "utf8");

    expect(svg).not.toMatch(/<script|href|url\(|@import/u);
  });

  it("draws the committed picture from the committed recording, byte for byte", () => {
    const cast = parseCast(readFileSync(new URL("failover.jsonl", media), "utf8"));

    expect(renderSvg(cast)).toBe(readFileSync(new URL("failover.svg", media), "utf8"));
  });
});
