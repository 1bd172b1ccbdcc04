/** What an engine has seen since it started, or since its counters were reset. */
export interface Counters {
  /** Requests by path, whole or not; those to the control endpoint are not counted. */
  readonly requests: Readonly<Record<string, number>>;
  /** Requests for text, an embedding, a transcript or speech that came whole. attempts = open + endedOk + clientLeft + broken. */
  readonly attempts: number;
  /** Attempts that are under way. A reset leaves them counted. */
  readonly open: number;
  /** The most that were open at the same time. */
  readonly mostOpen: number;
  /** Attempts whose answer was written to its end, whatever it was. */
  readonly endedOk: number;
  /** Attempts that the client left before that. */
  readonly clientLeft: number;
  /** Attempts whose connection this engine closed or reset before that. */
  readonly broken: number;
  /** Bytes written to connections that have ended, in answer to all requests. */
  readonly bytes: number;
  /** Connections that were accepted. */
  readonly connections: number;
}

/** How an attempt ended. */
export type Ending = "endedOk" | "clientLeft" | "broken";

/** The one place that counts. */
export interface Counting {
  connection(): void;
  bytes(count: number): void;
  request(path: string): void;
  begin(): void;
  end(ending: Ending): void;
  read(): Counters;
  /** Everything begins at 0 again, but for what is open. */
  reset(): void;
  /** Resolves as soon as exactly `count` attempts are open. */
  whenOpen(count: number): Promise<void>;
}

type Numbers = { -readonly [Name in Exclude<keyof Counters, "requests">]: number };

/** Starts at 0. */
export function createCounting(): Counting {
  let requests = new Map<string, number>();
  let numbers = zero(0);
  let waiting: Array<{ readonly count: number; readonly resolve: () => void }> = [];

  const change = (by: 1 | -1): void => {
    numbers.open += by;
    numbers.mostOpen = Math.max(numbers.mostOpen, numbers.open);
    for (const { resolve } of waiting.filter(({ count }) => count === numbers.open)) resolve();
    waiting = waiting.filter(({ count }) => count !== numbers.open);
  };

  return {
    connection: () => void (numbers.connections += 1),
    bytes: (count) => void (numbers.bytes += count),
    request: (path) => void requests.set(path, (requests.get(path) ?? 0) + 1),
    begin() {
      numbers.attempts += 1;
      change(1);
    },
    end(ending) {
      numbers[ending] += 1;
      change(-1);
    },
    read: () => ({ requests: Object.fromEntries(requests), ...numbers }),
    reset() {
      requests = new Map();
      numbers = zero(numbers.open);
    },
    whenOpen: (count) =>
      count === numbers.open ? Promise.resolve() : new Promise((resolve) => waiting.push({ count, resolve })),
  };
}

/** What is open stays an attempt, so that the sum holds after a reset too. */
function zero(open: number): Numbers {
  return { attempts: open, open, mostOpen: open, endedOk: 0, clientLeft: 0, broken: 0, bytes: 0, connections: 0 };
}
