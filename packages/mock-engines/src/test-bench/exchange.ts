import { connect, type Socket } from "node:net";

/** What came over one connection. */
export interface Seen {
  readonly version: string;
  /** NaN where no head came. */
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  /** As the server cut them; one where the body came without chunks. */
  readonly chunks: readonly Buffer[];
  /** Whether the last chunk, or as many bytes as announced, came. */
  readonly isComplete: boolean;
  /** How the connection ended: closed, reset, or not at all. */
  readonly end: "closed" | "reset" | "open";
}

/** A request as bytes. */
export interface RawRequest {
  readonly method?: "GET" | "POST" | "DELETE";
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

/** A connection that keeps every byte. */
export interface RawConnection {
  readonly socket: Socket;
  send(request: RawRequest): void;
  /** What came so far. */
  seen(): Seen;
  /** Resolves when the server has ended it. */
  ended(): Promise<Seen>;
  /** Resolves when so much came, or the server has ended it. */
  came(isEnough: (seen: Seen) => boolean): Promise<Seen>;
}

/** Connects; the test destroys the socket if the server does not end it. */
export function openRaw(url: string): RawConnection {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  const pieces: Buffer[] = [];
  let end: Seen["end"] = "open";
  socket.on("data", (piece) => void pieces.push(piece));
  socket.on("error", () => void (end = "reset"));
  const closed = new Promise<void>((resolve) => {
    socket.once("close", () => {
      if (end === "open") end = "closed";
      resolve();
    });
  });
  const seen = (): Seen => ({ ...parse(Buffer.concat(pieces)), end });
  return {
    socket,
    send: (request) => void socket.write(toBytes(request)),
    seen,
    ended: () => closed.then(seen),
    came: (isEnough) =>
      new Promise((resolve) => {
        const look = (): void => {
          if (end === "open" && !isEnough(seen())) return;
          socket.off("data", look);
          resolve(seen());
        };
        socket.on("data", look);
        void closed.then(look);
        look();
      }),
  };
}

/** Asks on a connection of its own that the server is to close, and waits until it has. */
export function exchange(url: string, request: RawRequest): Promise<Seen> {
  const raw = openRaw(url);
  raw.send({ ...request, headers: { connection: "close", ...request.headers } });
  return raw.ended();
}

function toBytes({ method, path, headers = {}, body = "" }: RawRequest): Buffer {
  const bytes = Buffer.from(body);
  const all = { host: "mock", ...headers, "content-length": String(bytes.length) };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  const verb = method ?? (bytes.length > 0 ? "POST" : "GET");
  return Buffer.concat([Buffer.from(`${verb} ${path} HTTP/1.1\r\n${lines.join("")}\r\n`), bytes]);
}

function parse(bytes: Buffer): Omit<Seen, "end"> {
  const gap = bytes.indexOf("\r\n\r\n");
  const [first = "", ...lines] = bytes.toString("latin1", 0, Math.max(gap, 0)).split("\r\n");
  const headers = Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf(":")).toLowerCase(), line.slice(line.indexOf(":") + 1).trim()]),
  );
  const body = gap < 0 ? Buffer.alloc(0) : bytes.subarray(gap + 4);
  const { chunks, isComplete } = headers["transfer-encoding"] === "chunked" ? dechunk(body) : plain(body, headers);
  const [version = "", status = ""] = first.split(" ");
  const text = Buffer.concat(chunks).toString("utf8");
  return { version, status: Number.parseInt(status, 10), headers, text, chunks, isComplete };
}

type Body = Pick<Seen, "chunks" | "isComplete">;

function plain(body: Buffer, headers: Readonly<Record<string, string>>): Body {
  const announced = headers["content-length"];
  return { chunks: [body], isComplete: announced !== undefined && Number(announced) === body.length };
}

function dechunk(body: Buffer): Body {
  const chunks: Buffer[] = [];
  for (let at = 0; ;) {
    const line = body.indexOf("\r\n", at);
    const size = line < 0 ? NaN : Number.parseInt(body.toString("latin1", at, line), 16);
    if (size === 0) return { chunks, isComplete: true };
    if (Number.isNaN(size) || line + 2 + size > body.length) return { chunks, isComplete: false };
    chunks.push(body.subarray(line + 2, line + 2 + size));
    at = line + 2 + size + 2;
  }
}
