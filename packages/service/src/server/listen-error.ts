import { printable, ProxyError } from "@compute-proxy/core";

/** Why an address cannot be had and what helps, by the system's name of the error. */
const reasons: ReadonlyMap<string, string> = new Map([
  [
    "EADDRINUSE",
    "the port is in use: stop the program that has it, or choose another with server.grpc_port or --port (0 picks a free one)",
  ],
  ["EACCES", "this user may not open the port: choose one from 1024 on with server.grpc_port or --port"],
  ["EADDRNOTAVAIL", "this machine does not have that address: correct server.host"],
  ["ENOTFOUND", "the name does not resolve: correct server.host"],
]);

/** The error for an address that cannot be listened on. */
export function listenError(address: string, cause: unknown): ProxyError {
  const text = cause instanceof Error ? cause.message : String(cause);
  const known = [...reasons].find(([name]) => text.includes(name));
  const because = known === undefined ? printable(text, 300) : `${known[1]} (${known[0]})`;
  return new ProxyError("internal", `cannot listen on ${address}: ${because}`, { cause });
}
