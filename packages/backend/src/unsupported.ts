import { ProxyError } from "@compute-proxy/core";
import type { BackendPort } from "./port.js";

/** Calls that an adapter does not have: each fails with `not-capable`, naming the adapter and what it was asked. */
export function unsupported(adapter: string): Omit<BackendPort, "describe"> {
  const refuse = (what: string): ProxyError => new ProxyError("not-capable", `${adapter} cannot ${what}`);
  return {
    // oxlint-disable-next-line require-yield -- the stream fails before its first delta
    async *generate() {
      throw refuse("generate text");
    },
    embed: () => Promise.reject(refuse("make embeddings")),
    transcribe: () => Promise.reject(refuse("transcribe speech")),
    // oxlint-disable-next-line require-yield -- the stream fails before its first frame
    async *synthesize() {
      throw refuse("synthesize speech");
    },
  };
}
