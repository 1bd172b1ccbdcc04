import type { ServerResponse } from "node:http";
import { assertNever, untilAborted } from "@compute-proxy/core";

/** What the fake engine sends in place of its own answer. */
export type FakeReply =
  | {
      readonly kind: "response";
      /** Default 200. */
      readonly status?: number;
      /** Default: content-type text/html, as Piper sends it, for speech too. */
      readonly headers?: Readonly<Record<string, string>>;
      /** Written piece by piece, as it is. */
      readonly body: string | Uint8Array | ReadonlyArray<string | Uint8Array>;
      /** Awaited before piece number n, and once more before the ending. Dropped when the client leaves. */
      readonly before?: (index: number) => Promise<void>;
      /** `done` by default; `cut` and `reset` close the connection, `stall` keeps silent. */
      readonly ending?: "done" | "cut" | "reset" | "stall";
    }
  /** Takes the request and never answers. */
  | { readonly kind: "silence" }
  /** Resets the connection before any header. */
  | { readonly kind: "reset" };

/** An answer with this body. */
export function replyWith(
  body: Extract<FakeReply, { kind: "response" }>["body"],
  rest: Omit<Extract<FakeReply, { kind: "response" }>, "kind" | "body"> = {},
): FakeReply {
  return { kind: "response", body, ...rest };
}

/** The page that Piper sends for everything that is wrong. */
export function errorPage(status = 500): FakeReply {
  return replyWith("<!doctype html>\n<html lang=en>\n<title>500 Internal Server Error</title>\n", { status });
}

/** Writes a reply to the end, or until the client has gone. */
export async function writeReply(response: ServerResponse, reply: FakeReply, gone: AbortSignal): Promise<void> {
  switch (reply.kind) {
    case "response":
      await writeResponse(response, reply, gone);
      return;
    case "silence":
      return;
    case "reset":
      response.socket?.resetAndDestroy();
      return;
    default:
      assertNever(reply);
  }
}

async function writeResponse(
  response: ServerResponse,
  { status = 200, headers, body, before, ending = "done" }: Extract<FakeReply, { kind: "response" }>,
  gone: AbortSignal,
): Promise<void> {
  const pieces = typeof body === "string" || body instanceof Uint8Array ? [body] : body;
  response.writeHead(status, { "content-type": "text/html; charset=utf-8", ...headers });
  response.flushHeaders();
  for (const [index, piece] of pieces.entries()) {
    if (before) await untilAborted(before(index), gone);
    await write(response, piece, gone);
  }
  if (before) await untilAborted(before(pieces.length), gone);
  if (ending === "done") response.end();
  if (ending === "cut") response.destroy();
  if (ending === "reset") response.socket?.resetAndDestroy();
}

/** Waits until the piece has left, so that a reset cannot overtake it. */
function write(response: ServerResponse, piece: string | Uint8Array, gone: AbortSignal): Promise<void> {
  const left = new Promise<void>((resolve, reject) => {
    response.write(piece, (error) => (error ? reject(error) : resolve()));
  });
  left.catch(() => undefined);
  return untilAborted(left, gone);
}
