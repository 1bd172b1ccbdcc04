import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { type Clock, ProxyError, systemClock } from "@compute-proxy/core";
import type { ApiName } from "./api-name.js";
import { answerControl, controlPrefix, type Controls } from "./control/control.js";
import { type Counters, createCounting } from "./counters.js";
import { createActiveFaults } from "./faults/active-faults.js";
import { type FaultOrder, type FaultWish, orderOf } from "./faults/fault-order.js";
import { createHandler } from "./handle.js";
import { type Pace, paceOf } from "./pace.js";
import { openPort } from "./port.js";
import { readBody } from "./read-body.js";
import { createRouter } from "./router.js";
import { createTokenGate } from "./token-gate.js";

/** Everything has a default: an engine that is well, and as fast as it can be. */
export interface MockEngineOptions {
  /** Default `ollama`; `all` speaks every API on one port. */
  readonly api?: ApiName;
  /** Default 0: a free one. */
  readonly port?: number;
  /** Default 127.0.0.1. */
  readonly host?: string;
  readonly pace?: Partial<Pace>;
  /** Tokens of a text, if the request sets no lower limit. Default 32. */
  readonly tokens?: number;
  /** Decides the words and the jitter. Default 1. */
  readonly seed?: number;
  /** Names of models that the Ollama API has beside its own. Default none. */
  readonly models?: readonly string[];
  /** What waits. Default: the machine's own. */
  readonly clock?: Clock;
}

/** A running engine. Who started it closes it. */
export interface MockEngine {
  /** http://host:port */
  readonly url: string;
  counters(): Counters;
  /** As DELETE /__mock/counters: all to 0 but what is open. */
  resetCounters(): void;
  /**
   * Takes back the faults that were set and sets this one. Resolves at once, or, where the port closes or opens, when it has.
   * Rejects with `invalid-request` for a wish that cannot be; then nothing has changed.
   */
  setFault(fault: FaultWish | undefined): Promise<void>;
  /** Replaces the pace; what is not set is the default. For requests that come from now on. Throws `invalid-request`. */
  setPace(pace: Partial<Pace>): void;
  /**
   * Makes the tokens of streams wait, and lets so many more out: 0 only closes the gate, Infinity opens it again. The record that ends
   * a stream counts as a token.
   */
  allowTokens(count: number): void;
  /** Resolves as soon as exactly `count` attempts are open: 0 waits for the last to end. */
  whenOpen(count: number): Promise<void>;
  /** Ends all connections and frees the port. */
  close(): Promise<void>;
}

/** Starts one engine. Rejects when its port is taken, and with `invalid-request` for options that cannot be. */
export async function startMockEngines(options: MockEngineOptions = {}): Promise<MockEngine> {
  const { api = "ollama", port: wanted = 0, host = "127.0.0.1", tokens = 32, seed = 1, models = [] } = options;
  const { clock = systemClock } = options;
  if (!Number.isInteger(tokens) || tokens < 1 || tokens > 1_000_000)
    throw new ProxyError("invalid-request", "tokens must be a whole number from 1 to 1000000");
  let pace = paceOf(options.pace);
  const counting = createCounting();
  const faults = createActiveFaults();
  const gate = createTokenGate();
  const setup = { models, tokens, seed, pace: () => pace };

  const server = createServer({ keepAliveTimeout: 0, requestTimeout: 0, headersTimeout: 0 });
  const port = await openPort(server, host, wanted, clock);
  const engine = {
    router: createRouter(api, setup),
    setup,
    clock,
    counting,
    faults,
    gate,
    isClosing: () => !port.isOpen(),
  };
  const handle = createHandler(engine);

  const setOrder = (order: FaultOrder): Promise<void> | undefined => {
    const { definition, parameters } = order;
    if (definition.kind === "port") return port.close(parameters.ms, definition.repeats);
    faults.set(order);
    return undefined;
  };
  const clearFaults = async (): Promise<void> => {
    faults.clear();
    await port.open();
  };
  const controls: Controls = {
    counters: counting.read,
    resetCounters: counting.reset,
    faults: faults.list,
    setFault(wish, afterAnswer) {
      const order = orderOf(wish);
      if (order.definition.kind === "port") afterAnswer(async () => setOrder(order));
      else void setOrder(order);
    },
    clearFaults,
    pace: () => pace,
    setPace: (part) => void (pace = paceOf({ ...pace, ...part })),
    allowedTokens: gate.allowed,
    allowTokens: gate.allow,
  };

  server.on("connection", counting.connection);
  server.on("request", (request, response) => {
    const path = pathOf(request);
    const answered = path.startsWith(controlPrefix)
      ? control(request, response, path, controls)
      : handle(request, response, path);
    // A client that leaves ends its own request and no other.
    answered.catch(() => response.destroy());
  });

  return {
    url: port.url,
    counters: counting.read,
    resetCounters: counting.reset,
    async setFault(wish) {
      const order = wish && orderOf(wish);
      await clearFaults();
      if (order) await setOrder(order);
    },
    setPace: (part) => void (pace = paceOf(part)),
    allowTokens: gate.allow,
    whenOpen: counting.whenOpen,
    close: () => port.end(),
  };
}

async function control(
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
  controls: Controls,
): Promise<void> {
  const body = await readBody(request);
  if (body === undefined) return;
  const after: Array<() => Promise<void>> = [];
  const call = { method: request.method ?? "GET", path, body };
  const answer = await answerControl(call, controls, (act) => void after.push(act));
  response.writeHead(answer.status, { "content-type": answer.contentType });
  await new Promise<void>((resolve) => response.end(answer.body, resolve));
  for (const act of after) await act();
}

function pathOf({ url = "/" }: IncomingMessage): string {
  const query = url.indexOf("?");
  return query < 0 ? url : url.slice(0, query);
}
