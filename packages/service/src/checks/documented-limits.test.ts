import { readFileSync } from "node:fs";
import { requestLimits } from "@compute-proxy/pipeline";
import { expect, it } from "@jest/globals";

const readme = readFileSync(new URL("../../README.md", import.meta.url), "utf8");

it.each(Object.entries(requestLimits))("the README's table has the limit %s: %s", (name, limit) => {
  expect(readme).toContain(`| \`${name}\` | ${limit.toLocaleString("en")} |`);
});
