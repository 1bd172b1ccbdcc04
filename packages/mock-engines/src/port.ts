import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Clock } from "@compute-proxy/core";

/** A port that can be closed and opened again. */
export interface Port {
  /** http://host:port, the same after every opening. */
  readonly url: string;
  /** False from the moment it begins to close. */
  readonly isOpen: () => boolean;
  /** Closes it with all its connections, and opens it after `ms`; again and again if it `repeats`. Resolves when it is closed. */
  close(ms: number, repeats: boolean): Promise<void>;
  /** Opens it at once, if it is closed. */
  open(): Promise<void>;
  /** Closes it for good. */
  end(): Promise<void>;
}

/** Starts to listen. Rejects when the port is taken. */
export async function openPort(server: Server, host: string, wanted: number, clock: Clock): Promise<Port> {
  let open = false;
  const listen = async (number: number): Promise<void> => {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    server.once("error", reject);
    server.listen(number, host, resolve);
    try {
      await promise;
    } finally {
      server.removeListener("error", reject);
    }
    open = true;
  };
  const shut = async (): Promise<void> => {
    open = false;
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    server.closeAllConnections();
    await closed;
  };

  await listen(wanted);
  const { port } = server.address() as AddressInfo;
  let stop = new AbortController();
  let cycle: Promise<void> = Promise.resolve();

  const goOn = async (ms: number, repeats: boolean, signal: AbortSignal): Promise<void> => {
    try {
      for (;;) {
        await clock.sleep(ms, signal);
        await listen(port);
        if (!repeats) return;
        await clock.sleep(ms, signal);
        await shut();
      }
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  };
  const stopCycle = async (): Promise<void> => {
    stop.abort();
    stop = new AbortController();
    const stopped = cycle;
    cycle = Promise.resolve();
    await stopped;
  };

  return {
    url: `http://${host.includes(":") ? `[${host}]` : host}:${port}`,
    isOpen: () => open,
    async close(ms, repeats) {
      await stopCycle();
      if (open) await shut();
      cycle = goOn(ms, repeats, stop.signal);
      // Told by the next call, whichever it is.
      cycle.catch(() => undefined);
    },
    async open() {
      await stopCycle();
      if (!open) await listen(port);
    },
    async end() {
      await stopCycle();
      if (open) await shut();
    },
  };
}
