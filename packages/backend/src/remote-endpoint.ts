/** Where a remote backend is: a worker, and which of its backends. */
export type RemoteEndpoint =
  | {
      readonly kind: "endpoint";
      /** host:port */
      readonly address: string;
      /** Undefined: the worker's only one. */
      readonly backend: string | undefined;
    }
  | { readonly kind: "refused"; readonly because: string };

const id = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/u;

/** Reads `http://host:port` or `http://host:port/ID`. A refusal never repeats the text, which may hold a password. */
export function parseRemoteEndpoint(text: string): RemoteEndpoint {
  if (/^https:/iu.test(text)) return refused("must begin with http://: TLS to a worker is not supported yet");
  const url = URL.parse(text);
  if (url?.protocol !== "http:" || url.hostname === "")
    return refused("must be http://host:port, or http://host:port/ID");
  const path = url.pathname.replace(/^\/|\/$/gu, "");
  const address = `${url.hostname}:${url.port || "80"}`;
  if (path === "") return { kind: "endpoint", address, backend: undefined };
  return id.test(path)
    ? { kind: "endpoint", address, backend: path }
    : refused("may hold one thing after the port, the id of one of the worker's backends: http://host:port/ID");
}

function refused(because: string): RemoteEndpoint {
  return { kind: "refused", because };
}
