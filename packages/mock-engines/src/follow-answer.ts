import type { ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { ProxyError } from "@compute-proxy/core";
import type { Counting, Ending } from "./counters.js";

/** An answer on its way. */
export interface FollowedAnswer {
  /** Aborts when the connection is gone. */
  gone(): AbortSignal;
  /** Says that this engine ends the connection now, and whether the client has everything. */
  ending(isWhole: boolean): void;
}

/** Counts an answer from now on: its bytes, and as an attempt if it is one. */
export function followAnswer(
  response: ServerResponse,
  socket: Socket,
  isAttempt: boolean,
  { counting, isClosing }: { readonly counting: Counting; readonly isClosing: () => boolean },
): FollowedAnswer {
  const bytesBefore = socket.bytesWritten;
  // Most answers go out at once and need none.
  let gone: AbortController | undefined;
  let ownEnding: Ending | undefined;
  if (isAttempt) counting.begin();
  response.once("close", () => {
    counting.bytes(socket.bytesWritten - bytesBefore);
    if (isAttempt) counting.end(ownEnding ?? endingOf(response, isClosing()));
    gone?.abort(new ProxyError("cancelled", "the client has gone"));
  });
  return {
    gone: () => (gone ??= new AbortController()).signal,
    ending: (isWhole) => void (ownEnding = isWhole ? "endedOk" : "broken"),
  };
}

function endingOf(response: ServerResponse, isClosing: boolean): Ending {
  if (response.writableFinished) return "endedOk";
  return isClosing ? "broken" : "clientLeft";
}
