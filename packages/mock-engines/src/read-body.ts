import type { IncomingMessage } from "node:http";

/** The whole body; undefined when the client left before it had sent all of it. */
export function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  return new Promise((resolve) => {
    const pieces: Buffer[] = [];
    request.on("data", (piece: Buffer) => void pieces.push(piece));
    request.once("end", () => resolve(pieces.length === 1 ? pieces[0] : Buffer.concat(pieces)));
    request.once("close", () => resolve(undefined));
    request.once("error", () => resolve(undefined));
  });
}
