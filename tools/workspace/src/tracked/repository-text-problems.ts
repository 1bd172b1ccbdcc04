import { readFileSync } from "node:fs";
import { inRepository } from "../repository.ts";
import { runCommand } from "../run-command.ts";
import { hostRule, textProblems, textRules } from "./text-problems.ts";

/** Looks at every file that is, or would be, committed. */
export async function repositoryTextProblems(): Promise<readonly string[]> {
  const [files, host] = await Promise.all([committableFiles(), registryHost()]);
  const rules = host === undefined ? textRules : [...textRules, hostRule(host)];
  return files.flatMap((file) => {
    const text = readText(file);
    return text === undefined ? [] : textProblems(file, text, rules);
  });
}

async function committableFiles(): Promise<readonly string[]> {
  const { code, output } = await runCommand("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], {
    output: "capture",
  });
  if (code !== 0) throw new Error(`git ls-files: ${output}`);
  return output.split("\0").filter((file) => file !== "");
}

async function registryHost(): Promise<string | undefined> {
  const { code, output } = await runCommand("npm", ["config", "get", "registry", "--loglevel=silent"], {
    output: "capture",
  });
  const address = output.trim();
  return code === 0 && URL.canParse(address) ? new URL(address).host : undefined;
}

/** Undefined for what is no text, and for a file that was deleted and not yet committed as such. */
function readText(file: string): string | undefined {
  try {
    const bytes = readFileSync(inRepository(file));
    return bytes.includes(0) ? undefined : bytes.toString("utf8");
  } catch {
    return undefined;
  }
}
