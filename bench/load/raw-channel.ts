import { connect, constants, type IncomingHttpHeaders } from "node:http2";
import { once } from "node:events";
import type { Call } from "./calls.ts";

/** What became of one call, in ms from its start. */
export interface Answered {
  readonly firstMs: number;
  readonly endMs: number;
}

/** A connection that calls with as little work of its own as can be: it counts messages and reads no more than the status. */
export interface RawChannel {
  /** One call to its end. Throws when the status is not OK or the answer has not as many messages as it should. */
  call(call: Call): Promise<Answered>;
  close(): void;
}

const prefixBytes = 5;

/** Connects to host:port without TLS. */
export async function openChannel(address: string): Promise<RawChannel> {
  const session = connect(`http://${address}`);
  await once(session, "connect");
  session.setLocalWindowSize(16 * 1024 * 1024);
  return {
    call: ({ path, request, answers }) =>
      new Promise((resolve, reject) => {
        const began = performance.now();
        let firstMs = 0;
        const count = messageCounter();
        let status: string | undefined;
        const stream = session.request({
          [constants.HTTP2_HEADER_METHOD]: "POST",
          [constants.HTTP2_HEADER_PATH]: path,
          [constants.HTTP2_HEADER_CONTENT_TYPE]: "application/grpc",
          te: "trailers",
        });
        const note = (headers: IncomingHttpHeaders): void => {
          const { "grpc-status": code, "grpc-message": message = "" } = headers;
          if (typeof code === "string") status = `${code} ${message.toString()}`;
        };
        stream.on("response", note).on("trailers", note).on("error", reject);
        stream.on("data", (chunk: Buffer) => {
          firstMs ||= performance.now() - began;
          count.add(chunk);
        });
        stream.on("end", () => {
          if (status?.startsWith("0 ") !== true) reject(new Error(`status ${status}`));
          else if (count.whole() < answers.least || count.whole() > answers.most)
            reject(new Error(`${count.whole()} messages, not ${answers.least} to ${answers.most}`));
          else resolve({ firstMs, endMs: performance.now() - began });
        });
        stream.end(framed(request));
      }),
    close: () => session.close(),
  };
}

function framed(message: Uint8Array): Buffer {
  const prefix = Buffer.alloc(prefixBytes);
  prefix.writeUInt32BE(message.length, 1);
  return Buffer.concat([prefix, message]);
}

/** Counts the messages of a stream whose frames may be cut anywhere. */
function messageCounter(): { add(chunk: Buffer): void; whole(): number } {
  let messages = 0;
  let held: Buffer = Buffer.alloc(0);
  let skip = 0;
  return {
    whole: () => messages,
    add(chunk) {
      let rest = held.length > 0 ? Buffer.concat([held, chunk]) : chunk;
      for (;;) {
        const skipped = Math.min(skip, rest.length);
        skip -= skipped;
        rest = rest.subarray(skipped);
        if (skip > 0 || rest.length < prefixBytes) break;
        skip = prefixBytes + rest.readUInt32BE(1);
        messages += 1;
      }
      held = rest;
    },
  };
}
