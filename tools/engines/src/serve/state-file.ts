import { EnginesError } from "../engines-error.ts";
import type { Files } from "../files.ts";
import { isRecord } from "../record.ts";
import { writeWhole } from "../write-file.ts";
import type { ProcessIdentity } from "./processes.ts";
import type { Server } from "./start-program.ts";

/** A server as it is written down, so that a later call finds it. */
export interface RecordedServer extends Server {
  /** Id of the backend it serves, or what a test calls it. */
  readonly name: string;
  readonly store: string;
}

export interface ServerState {
  /** Who stops the servers; without one they stay until `stop`. */
  readonly owner?: ProcessIdentity;
  readonly servers: readonly RecordedServer[];
}

/** An absent file is an empty state. A file that makes no sense is an error: it may be all that knows of a server. */
export function readState(path: string, files: Pick<Files, "text">): ServerState {
  const text = files.text(path);
  if (text === undefined) return { servers: [] };
  const value = parse(text);
  if (!isRecord(value) || !Array.isArray(value["servers"])) throw unreadable(path);
  const servers = value["servers"].map((entry: unknown) => {
    const server = toServer(entry);
    if (server === undefined) throw unreadable(path);
    return server;
  });
  const owner = toIdentity(value["owner"]);
  return owner === undefined ? { servers } : { owner, servers };
}

export function writeState(path: string, { owner, servers }: ServerState): void {
  const value = {
    ...(owner === undefined ? {} : { owner: { pid: owner.pid, started_at: owner.startedAt } }),
    servers: servers.map(({ startedAt, ...server }) => ({ ...server, started_at: startedAt })),
  };
  writeWhole(path, `${JSON.stringify(value, undefined, 2)}\n`);
}

function toServer(value: unknown): RecordedServer | undefined {
  const identity = toIdentity(value);
  if (identity === undefined || !isRecord(value)) return undefined;
  const { name, port, binary, store, log } = value;
  return typeof name === "string" &&
    typeof port === "number" &&
    typeof binary === "string" &&
    typeof store === "string" &&
    typeof log === "string"
    ? { ...identity, name, port, binary, store, log }
    : undefined;
}

function toIdentity(value: unknown): ProcessIdentity | undefined {
  if (!isRecord(value)) return undefined;
  const { pid, started_at: startedAt } = value;
  return typeof pid === "number" && Number.isInteger(pid) && pid > 1 && typeof startedAt === "string"
    ? { pid, startedAt }
    : undefined;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function unreadable(path: string): EnginesError {
  return new EnginesError(
    "state-unreadable",
    `${path} does not say which servers run: end any \`ollama serve\` of ours by hand, then delete the file`,
  );
}
