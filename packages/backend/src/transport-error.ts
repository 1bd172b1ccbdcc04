import { type ErrorCode, printable } from "@compute-proxy/core";

/** What an error of the transport tells of the engine. */
export interface TransportFault {
  /** As Node or undici names it. */
  readonly systemCode: string;
  readonly code: ErrorCode;
  /** Goes on behind the name of the engine. */
  readonly text: string;
}

/**
 * What an error of Node's sockets, its resolver or undici means for a call to an engine over HTTP; one that is not known is
 * engine-failed. Undefined for any other value.
 */
export function transportFault(error: unknown): TransportFault | undefined {
  const systemCode = systemCodeOf(error);
  if (systemCode === "") return undefined;
  const [code, text] = faults.get(systemCode) ?? ["engine-failed", `could not be used (${printable(systemCode)})`];
  return { systemCode, code, text };
}

/** It is this process that cannot connect, to whatever engine. */
const unasked = "could not be asked: this process has no more";

const faults: ReadonlyMap<string, readonly [ErrorCode, string]> = new Map([
  ["ECONNREFUSED", ["engine-refused", "refused the connection; is it running?"]],
  ["EHOSTUNREACH", ["engine-refused", "cannot be reached; is the machine on?"]],
  ["ENETUNREACH", ["engine-refused", "cannot be reached; is the network up?"]],
  ["ENOTFOUND", ["engine-unresolved", "has a host name that does not resolve"]],
  ["EAI_AGAIN", ["engine-unresolved", "has a host name that does not resolve now"]],
  ["UND_ERR_CONNECT_TIMEOUT", ["engine-connect-timeout", "did not take the connection in time"]],
  ["ETIMEDOUT", ["engine-connect-timeout", "did not take the connection in time"]],
  ["ECONNRESET", ["engine-reset", "reset the connection"]],
  ["EPIPE", ["engine-reset", "closed the connection"]],
  ["UND_ERR_SOCKET", ["engine-reset", "closed the connection before its answer was complete"]],
  ["UND_ERR_RES_CONTENT_LENGTH_MISMATCH", ["engine-reset", "sent less than it had announced"]],
  ["HTTPParserError", ["engine-unreadable", "does not speak HTTP"]],
  ["UND_ERR_HEADERS_OVERFLOW", ["engine-unreadable", "sent headers that are too long"]],
  ["EMFILE", ["no-descriptors", `${unasked} file descriptors; raise its limit (ulimit -n)`]],
  ["ENFILE", ["no-descriptors", `${unasked} file descriptors: the whole machine has none`]],
  ["ENOBUFS", ["no-descriptors", `${unasked} buffers for the network`]],
  ["EADDRNOTAVAIL", ["no-descriptors", `${unasked} ports for new connections`]],
  ["UND_ERR_DESTROYED", ["shutting-down", "is no longer used: the adapter is closed"]],
  ["UND_ERR_CLOSED", ["shutting-down", "is no longer used: the adapter is closed"]],
]);

/** What a machine says of an address of a kind that it does not have, such as IPv6. */
const ofOtherFamily: ReadonlySet<string> = new Set(["EADDRNOTAVAIL", "ENETUNREACH", "EAFNOSUPPORT"]);

/** The code of a system or undici error; empty for any other value. */
function systemCodeOf(error: unknown): string {
  if (typeof error !== "object" || error === null) return "";
  if ("errors" in error && Array.isArray(error.errors)) return mostTelling(error.errors.map(systemCodeOf));
  if ("name" in error && error.name === "HTTPParserError") {
    // The parser's own codes are not always there; a body that ends too early is a lost connection.
    return "message" in error && String(error.message).includes("Invalid EOF state")
      ? "UND_ERR_SOCKET"
      : "HTTPParserError";
  }
  if ("code" in error && typeof error.code === "string") return error.code;
  return "cause" in error ? systemCodeOf(error.cause) : "";
}

/** Of the codes for each address of a name: what an address of a missing kind got tells nothing of the engine. */
function mostTelling(codes: readonly string[]): string {
  return codes.find((code) => code !== "" && !ofOtherFamily.has(code)) ?? codes[0] ?? "";
}
