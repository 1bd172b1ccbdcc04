import type { PipelineGroup } from "@compute-proxy/api";
import { didYouMean, printable } from "@compute-proxy/core";
import type { Finding } from "../check/finding.js";

/** Whether groups have names of their own and name pipelines of the file. `ids` undefined: not all ids are known. */
export function checkGroups(
  groups: readonly PipelineGroup[],
  ids: ReadonlySet<string> | undefined,
): readonly Finding[] {
  return groups.flatMap((group, index) => [
    ...checkName(groups, index),
    ...(ids ? checkMembers(group, index, ids) : []),
  ]);
}

function checkName(groups: readonly PipelineGroup[], index: number): readonly Finding[] {
  const name = groups[index]?.name ?? "";
  const twin = groups.findIndex((other) => other.name === name);
  if (name === "" || twin === index) return [];
  return [{ path: ["groups", index, "name"], message: `group ${twin + 1} is called "${name}" too: names must differ` }];
}

function checkMembers({ name, pipelines }: PipelineGroup, index: number, ids: ReadonlySet<string>): readonly Finding[] {
  return pipelines.flatMap((id, member) => {
    if (ids.has(id)) return [];
    const message = `group "${name}": there is no pipeline "${printable(id)}" in this file${didYouMean(id, ids)}`;
    return [{ path: ["groups", index, "pipelines", member], message }];
  });
}
