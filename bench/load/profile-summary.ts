import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";

/** A .cpuprofile, as far as it is read: `timeDeltas[n]` is the time before sample n, in µs. */
interface CpuProfile {
  readonly nodes: ReadonlyArray<{
    readonly id: number;
    readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number };
  }>;
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

const { values: flags, positionals } = parseArgs({
  options: { functions: { type: "string", default: "40" } },
  allowPositionals: true,
});
const [file] = positionals;
if (file === undefined) throw new Error("name a .cpuprofile");

const profile = JSON.parse(readFileSync(file, "utf8")) as CpuProfile;
const byPackage = new Map<string, number>();
const byFunction = new Map<string, number>();
let total = 0;
for (const { group, name, ms } of selfTimes(profile)) {
  if (group === "(idle)") continue;
  total += ms;
  byPackage.set(group, (byPackage.get(group) ?? 0) + ms);
  byFunction.set(name, (byFunction.get(name) ?? 0) + ms);
}
print("package", byPackage, Infinity);
print("function", byFunction, Number(flags.functions));

interface SelfTime {
  readonly group: string;
  readonly name: string;
  readonly ms: number;
}

/** The own time of each function, without that of what it calls. */
function selfTimes({ nodes, samples, timeDeltas }: CpuProfile): readonly SelfTime[] {
  const times = new Map<number, number>();
  samples.forEach((id, index) => times.set(id, (times.get(id) ?? 0) + (timeDeltas[index] ?? 0) / 1000));
  return nodes.map(({ id, callFrame: { functionName, url, lineNumber } }) => {
    const group = groupOf(url, functionName);
    const place = url === "" ? "" : ` ${url.slice(url.lastIndexOf("/") + 1)}:${lineNumber + 1}`;
    return { group, name: `${group} ${functionName || "(anonymous)"}${place}`, ms: times.get(id) ?? 0 };
  });
}

/** The package that a file belongs to, a part of Node, or what V8 calls it: (garbage collector), (program), (idle). */
function groupOf(url: string, functionName: string): string {
  if (url === "") return functionName.startsWith("(") ? functionName : "V8";
  if (url.startsWith("node:")) return url.split("/").slice(0, 2).join("/");
  const installed = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/u.exec(url)?.[1];
  return installed ?? /\/((?:packages|apps)\/[^/]+)\//u.exec(url)?.[1] ?? "other";
}

function print(title: string, times: ReadonlyMap<string, number>, most: number): void {
  console.log(`\n${title.padEnd(90)} ms      %`);
  for (const [name, ms] of [...times].toSorted(([, a], [, b]) => b - a).slice(0, most)) {
    console.log(`${name.padEnd(86)} ${ms.toFixed(0).padStart(6)} ${((100 * ms) / total).toFixed(1).padStart(6)}`);
  }
}
