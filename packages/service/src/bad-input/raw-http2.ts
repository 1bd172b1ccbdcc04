import {
  type ClientHttp2Session,
  connect,
  constants,
  type IncomingHttpHeaders,
  type OutgoingHttpHeaders,
} from "node:http2";

/** What a server said to a stream that was written by hand. */
export interface RawAnswer {
  /** The HTTP status, or how the stream or its connection broke. */
  readonly http: string;
  /** The number of the gRPC status, or "" without one. */
  readonly grpc: string;
}

/** One stream to write: the headers beside the usual ones of a gRPC call, and the bytes after them. */
export interface RawStream {
  readonly headers?: OutgoingHttpHeaders;
  readonly body?: Uint8Array;
}

/** A gRPC message with its frame: one byte for compressed, four for the length. Both may lie. */
export function framed(message: Uint8Array, { compressed = 0, length = message.length } = {}): Buffer {
  const head = Buffer.alloc(5);
  head.writeUInt8(compressed, 0);
  head.writeUInt32BE(length, 1);
  return Buffer.concat([head, message]);
}

/** Opens a connection of its own, writes the stream, and waits for its end. */
export async function sendRaw(address: string, { headers, body }: RawStream): Promise<RawAnswer> {
  const session = connect(`http://${address}`, { maxSendHeaderBlockLength: 1 << 20 });
  try {
    return await answerOf(session, headers, body);
  } finally {
    session.destroy();
  }
}

function answerOf(
  session: ClientHttp2Session,
  headers: OutgoingHttpHeaders | undefined,
  body: Uint8Array | undefined,
): Promise<RawAnswer> {
  const { promise, resolve } = Promise.withResolvers<RawAnswer>();
  let http = "no answer";
  let grpc = "";
  const broke = ({ message }: Error): void => resolve({ http: /NGHTTP2_\w+/.exec(message)?.[0] ?? message, grpc });
  session.on("error", broke);
  session.on("goaway", (code) => resolve({ http: `GOAWAY ${code}`, grpc }));
  const stream = session.request({
    ":method": "POST",
    ":path": "/compute.v1.ComputeService/Generate",
    "content-type": "application/grpc",
    te: "trailers",
    ...headers,
  });
  stream.on("response", (answer) => {
    http = String(answer[constants.HTTP2_HEADER_STATUS]);
    grpc = String(answer["grpc-status"] ?? grpc);
  });
  stream.on("trailers", (trailers: IncomingHttpHeaders) => (grpc = String(trailers["grpc-status"] ?? grpc)));
  stream.on("error", broke);
  stream.on("close", () => resolve({ http, grpc }));
  stream.resume();
  stream.end(body);
  return promise;
}
