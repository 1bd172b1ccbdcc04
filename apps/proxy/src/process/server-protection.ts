import type { Clock } from "@compute-proxy/core";
import type { HeapReading, ServerProtection } from "@compute-proxy/service";
import type { Logger } from "pino";
import { atMostEvery } from "./at-most-every.js";
import { connectionLimit, openFileLimit } from "./connection-limit.js";
import { heapReader } from "./heap-reading.js";

const tellMs = 1000;

/** What protects a server in this process: a bound on its connections and on its memory. What it does is logged. */
export function serverProtection(log: Logger, clock: Clock): ServerProtection {
  const maxConnections = connectionLimit(openFileLimit());
  const onRefused = atMostEvery(tellMs, clock, (count) =>
    log.warn({ count, max: maxConnections }, "connections refused: too many at once"),
  );
  return { maxConnections, onRefused, memory: { readHeap: heapReader(), onPressure } };

  function onPressure(isRefusing: boolean, { usedBytes, limitBytes }: HeapReading): void {
    const facts = { used_mb: Math.round(usedBytes / 1e6), limit_mb: Math.round(limitBytes / 1e6) };
    if (isRefusing) log.error(facts, "short of memory: new calls are refused");
    else log.info(facts, "enough memory again: new calls are taken");
  }
}
