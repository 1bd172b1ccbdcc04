import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseCast, printCast } from "./cast.ts";
import { recordFailover } from "./record-failover.ts";
import { renderSvg } from "./render-svg.ts";

const repository = join(import.meta.dirname, "../../..");
const cast = join(repository, "docs/media/failover.jsonl");
const picture = join(repository, "docs/media/failover.svg");
const usage =
  "usage: npm run recording            records docs/media/failover.jsonl and draws it\n       npm run recording -- draw    draws what is recorded";

/** Resolves with the exit code. */
async function main(words: readonly string[]): Promise<number> {
  const [verb = "record"] = words;
  if (words.length > 1 || (verb !== "record" && verb !== "draw")) {
    console.error(usage);
    return 2;
  }
  if (verb === "record") writeFileSync(cast, printCast(await recordFailover(repository)));
  writeFileSync(picture, renderSvg(parseCast(readFileSync(cast, "utf8"))));
  return 0;
}

process.exitCode = await main(process.argv.slice(2));
