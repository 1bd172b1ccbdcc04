import { findModel, liveModels } from "@compute-proxy/backend";
import type { Rung } from "./rung.js";

/** Digest of a rung's weights by the newest list of its engine's models; empty where the engine tells none. */
export function listedDigest({ backend, engineModel }: Rung): string {
  return findModel(liveModels(backend.state) ?? [], engineModel)?.digest ?? "";
}
