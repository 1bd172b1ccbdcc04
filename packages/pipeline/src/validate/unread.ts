import type { Pipeline } from "@compute-proxy/api";
import { printable } from "@compute-proxy/core";

/** Why a given part of an input is refused: it would be without effect. */
export function unread({ id }: Pipeline): string {
  return `nothing in pipeline "${printable(id)}" reads it`;
}
