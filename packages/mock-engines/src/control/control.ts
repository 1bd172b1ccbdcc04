import { isProxyError, ProxyError } from "@compute-proxy/core";
import { errorAnswer, jsonAnswer, type PlainAnswer } from "../answer.js";
import type { Counters } from "../counters.js";
import type { FaultOrder } from "../faults/fault-order.js";
import type { Pace } from "../pace.js";

/** Where the control endpoint begins. It has no faults and is not counted. */
export const controlPrefix = "/__mock/";

/** What can be controlled from outside. */
export interface Controls {
  counters(): Counters;
  resetCounters(): void;
  faults(): readonly FaultOrder[];
  /** Throws `invalid-request`. A fault of the port begins when the answer has gone. */
  setFault(wish: unknown, afterAnswer: (act: () => Promise<void>) => void): void;
  clearFaults(): Promise<void>;
  pace(): Pace;
  /** Throws `invalid-request`. */
  setPace(pace: Partial<Pace>): void;
  /** Infinity: the gate is open. */
  allowedTokens(): number;
  allowTokens(count: number): void;
}

/** Answers one request to the control endpoint. */
export async function answerControl(
  request: { readonly method: string; readonly path: string; readonly body: Buffer },
  controls: Controls,
  afterAnswer: (act: () => Promise<void>) => void,
): Promise<PlainAnswer> {
  const { method, path, body } = request;
  try {
    switch (`${method} ${path.slice(controlPrefix.length)}`) {
      case "GET faults":
        return faultList(controls);
      case "POST faults":
        controls.setFault(objectOf(body), afterAnswer);
        return faultList(controls);
      case "DELETE faults":
        await controls.clearFaults();
        return faultList(controls);
      case "GET counters":
        return jsonAnswer(toWire(controls.counters()));
      case "DELETE counters":
        controls.resetCounters();
        return jsonAnswer(toWire(controls.counters()));
      case "GET pace":
        return jsonAnswer(paceToWire(controls.pace()));
      case "POST pace":
        controls.setPace(paceFromWire(objectOf(body)));
        return jsonAnswer(paceToWire(controls.pace()));
      case "GET tokens":
        return tokensLeft(controls);
      case "POST tokens":
        controls.allowTokens(allowedIn(objectOf(body)));
        return tokensLeft(controls);
      case "DELETE tokens":
        controls.allowTokens(Infinity);
        return tokensLeft(controls);
      default:
        return errorAnswer(404, `no ${method} ${path}; there are faults, counters, pace and tokens`);
    }
  } catch (error) {
    if (isProxyError(error)) return errorAnswer(400, error.message);
    throw error;
  }
}

function faultList(controls: Controls): PlainAnswer {
  const faults = controls.faults().map(({ name, definition, parameters, times, path }) => ({
    fault: name,
    ...Object.fromEntries(Object.keys(definition.parameters).map((key) => [key, Reflect.get(parameters, key)])),
    ...(times === Infinity ? {} : { times }),
    ...(path === undefined ? {} : { path }),
  }));
  return jsonAnswer({ faults });
}

function toWire({ endedOk, clientLeft, mostOpen, ...same }: Counters): object {
  return { ...same, most_open: mostOpen, ended_ok: endedOk, client_left: clientLeft };
}

const paceNames = {
  ttft_ms: "ttftMs",
  tokens_per_second: "tokensPerSecond",
  tokens_per_write: "tokensPerWrite",
  jitter: "jitter",
} as const satisfies Record<string, keyof Pace>;

function paceToWire(pace: Pace): object {
  return Object.fromEntries(Object.entries(paceNames).map(([wire, name]) => [wire, pace[name]]));
}

function paceFromWire(body: Readonly<Record<string, unknown>>): Partial<Pace> {
  const entries = Object.entries(body).map(([wire, value]) => {
    if (Object.hasOwn(paceNames, wire)) return [Reflect.get(paceNames, wire), value] as const;
    throw new ProxyError("invalid-request", `pace has no "${wire}"; it has ${Object.keys(paceNames).join(", ")}`);
  });
  return Object.fromEntries(entries) as Partial<Pace>;
}

/** Null: the gate is open. */
function tokensLeft(controls: Controls): PlainAnswer {
  const allowed = controls.allowedTokens();
  return jsonAnswer({ allowed: allowed === Infinity ? null : allowed });
}

function allowedIn({ allow }: Readonly<Record<string, unknown>>): number {
  if (Number.isInteger(allow) && Number(allow) >= 0 && Number(allow) <= 1_000_000) return Number(allow);
  throw new ProxyError("invalid-request", 'allow must be a whole number from 0 to 1000000, as in {"allow": 1}');
}

function objectOf(body: Buffer): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(body.toString("utf8"));
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return { ...value };
  } catch {
    // Said below.
  }
  throw new ProxyError("invalid-request", "the body must be a JSON object");
}
