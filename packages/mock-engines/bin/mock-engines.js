#!/usr/bin/env node
// Plain JavaScript that is there before the build: npm links a command only if its file exists at install.
import { existsSync } from "node:fs";

const build = new URL("../dist/main.js", import.meta.url);

if (existsSync(build)) {
  const { main } = await import(build.href);
  await main(process.argv.slice(2));
} else {
  console.error("mock-engines is not built yet: run npm run build");
  process.exitCode = 1;
}
