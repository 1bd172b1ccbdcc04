import { buildFirst } from "./demo/build-first.ts";
import { inRepository, repositoryRoot } from "./repository.ts";

await buildFirst(process.stderr);
process.chdir(repositoryRoot);
const launcher = inRepository("apps", "proxy", "bin", "compute-proxy.js");
process.argv = [process.execPath, launcher, "serve", ...process.argv.slice(2)];
await import(launcher);
