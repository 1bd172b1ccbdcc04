import type { Manifest } from "../workspaces.ts";
import type { Picture, TestArrow } from "./picture.ts";

export const scope = "@compute-proxy/";

/** Each dependency between our packages that the picture does not allow. */
export function dependencyProblems(
  manifests: readonly Manifest[],
  picture: Picture,
  testArrows: readonly TestArrow[],
): readonly string[] {
  return manifests.flatMap((manifest) => {
    const from = manifest.name.replace(scope, "");
    const allowed = picture[from];
    if (allowed === undefined)
      return [`${manifest.name} stands in no layer: add it to tools/workspace/src/arrows/picture.ts`];
    const testsMayUse = testArrows.filter((arrow) => arrow.from === from).map((arrow) => arrow.to);
    const lists = { ...manifest.dependencies, ...manifest.optionalDependencies, ...manifest.peerDependencies };
    return [
      ...ours(lists).flatMap((to) => (allowed.includes(to) ? [] : [`${from} -> ${to}: ${rule(from, allowed)}`])),
      ...ours(manifest.devDependencies).flatMap((to) =>
        [...allowed, ...testsMayUse].includes(to)
          ? []
          : [`${from} -> ${to} in devDependencies: ${rule(from, allowed)}, and testArrows names no reason`],
      ),
    ];
  });
}

function ours(dependencies: Readonly<Record<string, string>> = {}): readonly string[] {
  return Object.keys(dependencies).flatMap((name) => (name.startsWith(scope) ? [name.slice(scope.length)] : []));
}

function rule(from: string, allowed: readonly string[]): string {
  return `${from} may use ${allowed.length > 0 ? allowed.join(", ") : "none of our packages"}`;
}
