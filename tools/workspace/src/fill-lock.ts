import { readFileSync, writeFileSync } from "node:fs";
import { fillLockFile } from "./lock/fill-lock-file.ts";
import { parseLockFile, printLockFile } from "./lock/lock-file.ts";
import { inRepository } from "./repository.ts";

const file = inRepository("package-lock.json");
const { lock, added, problems } = fillLockFile(parseLockFile(readFileSync(file, "utf8")));
writeFileSync(file, printLockFile(lock));

for (const problem of problems) console.error(problem);
console.log(`package-lock.json: ${added.length} entries added, ${problems.length} problems`);
process.exitCode = problems.length > 0 ? 1 : 0;
