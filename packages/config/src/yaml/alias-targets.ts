import { type Alias, type ParsedNode, visit } from "yaml";

/** What each alias of a document stands for: the last node above it with that anchor, or undefined. */
export function aliasTargets(root: ParsedNode): ReadonlyMap<Alias, unknown> {
  const anchors = new Map<string, unknown>();
  const targets = new Map<Alias, unknown>();
  const remember = (_: unknown, node: { readonly anchor?: string | undefined }): void => {
    if (node.anchor !== undefined) anchors.set(node.anchor, node);
  };
  visit(root, {
    Map: remember,
    Seq: remember,
    Scalar: remember,
    Alias: (_, alias) => {
      targets.set(alias, anchors.get(alias.source));
    },
  });
  return targets;
}
