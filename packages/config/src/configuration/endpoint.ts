/** What an endpoint's text means. `place` is equal for two endpoints exactly when both reach the same engine. */
export type Endpoint =
  | { readonly kind: "endpoint"; readonly address: string; readonly place: string }
  | { readonly kind: "refused"; readonly because: string };

/** Hosts that all mean this machine's loopback. */
const loopbacks: ReadonlySet<string> = new Set([
  "localhost",
  "127.0.0.1",
  "::1",
  "0.0.0.0",
  "::",
  "::ffff:7f00:1",
  "::ffff:127.0.0.1",
]);

/** Reads an endpoint. A refusal never repeats the text, which may hold a password. */
export function parseEndpoint(text: string): Endpoint {
  if (!/^https?:\/\//i.test(text)) return refused("must begin with http:// or https://");
  const url = URL.parse(text);
  if (!url || /[\s\\]/.test(text) || !/^https?:\/\/[^/]/i.test(text))
    return refused("is no URL: write http://host:port");
  if (url.username !== "" || url.password !== "") return refused("must not hold user information (name or password)");
  if (url.search !== "" || text.includes("?")) return refused("must not have a query (?...)");
  if (url.hash !== "" || text.includes("#")) return refused("must not have a fragment (#...)");
  if (climbs(text)) return refused('must not have "." or ".." in its path');
  if (url.port === "0") return refused("must not have port 0");
  const address = addressOf(url.hostname, Number(url.port) || (url.protocol === "https:" ? 443 : 80));
  return { kind: "endpoint", address, place: address + url.pathname.replace(/\/+$/, "") };
}

/** Whether the path, as it is written, goes up: a URL has taken such steps away, so the engine would get another path. */
function climbs(text: string): boolean {
  const [, ...segments] = text.replace(/^https?:\/\//i, "").split("/");
  return segments.some((segment) => /^(?:\.|%2e){1,2}$/i.test(segment));
}

/** `host:port`, the same for all names of this machine's loopback. */
export function addressOf(host: string, port: number): string {
  const bare = host
    .toLowerCase()
    .replace(/^\[|\]$/g, "")
    .replace(/\.$/, "");
  return `${loopbacks.has(bare) ? "127.0.0.1" : bare}:${port}`;
}

/** Whether only this machine can reach an address to listen on. */
export function isLoopback(host: string): boolean {
  return host.toLowerCase() === "localhost" || host === "::1" || /^127(\.\d{1,3}){3}$/.test(host);
}

function refused(because: string): Endpoint {
  return { kind: "refused", because };
}
