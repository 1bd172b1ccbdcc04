import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { Clock } from "@compute-proxy/core";
import type { Answer, Work } from "./answer.js";
import type { EngineRequest, Route, Setup } from "./api.js";
import type { Counting } from "./counters.js";
import type { ActiveFaults, Meeting, NamedFault } from "./faults/active-faults.js";
import { parseModelFault } from "./faults/fault-order.js";
import { followAnswer } from "./follow-answer.js";
import { isUnpaced } from "./pace.js";
import { voiceOf } from "./piper/piper-api.js";
import { play } from "./play.js";
import { readBody } from "./read-body.js";
import { render } from "./render.js";
import type { Rendered } from "./rendered.js";
import type { Router } from "./router.js";
import { healthy, type Script } from "./step.js";
import type { TokenGate } from "./token-gate.js";

/** What the handler needs of the engine that it belongs to. */
export interface Engine {
  readonly router: Router;
  readonly setup: Setup;
  readonly clock: Clock;
  readonly counting: Counting;
  readonly faults: ActiveFaults;
  readonly gate: TokenGate;
  /** Whether the engine itself is ending all connections. */
  readonly isClosing: () => boolean;
}

/** Answers one request. Rejects when the client leaves before the end. */
export type Handler = (request: IncomingMessage, response: ServerResponse, path: string) => Promise<void>;

/** Answers the requests of one engine: well, unless a fault says otherwise. */
export function createHandler(engine: Engine): Handler {
  const { router, setup, clock, counting, gate } = engine;
  const spoiled = new WeakSet<Socket>();
  const scriptOf = createScripts(engine.faults);

  return async (request, response, path) => {
    const { socket } = request;
    counting.request(path);
    if (spoiled.has(socket)) {
      socket.destroy();
      return;
    }
    const body = await readBody(request);
    if (body === undefined || socket.destroyed) return;
    const routed = router(request.method ?? "GET", path);
    const seen: EngineRequest = { path, headers: request.headers, body };
    const work = routed.kind === "route" ? workOf(routed.route, seen) : undefined;
    const followed = followAnswer(response, socket, work !== undefined, engine);

    const answer = routed.kind === "route" ? await routed.route.answer(seen) : routed.answer;
    const rendered = render(answer);
    const script = scriptOf(seen, work, answer, rendered);
    const pace = setup.pace();
    if (!script && (work === undefined || (isUnpaced(pace) && gate.isOpen()))) {
      sendAtOnce(response, rendered);
      return;
    }
    const gone = followed.gone();
    if (work && pace.ttftMs > 0) await clock.sleep(pace.ttftMs, gone);
    const spoil = (): void => void spoiled.add(socket);
    const stage = { response, socket, gone, clock, pace, gate, seed: setup.seed, spoil, ending: followed.ending };
    await play(script ?? healthy(rendered), stage);
  };
}

function workOf({ work, isWork }: Route, request: EngineRequest): Work | undefined {
  return isWork === undefined || isWork(request) ? work : undefined;
}

/** Finds the script of the fault that a request meets; undefined where it meets none. */
function createScripts(
  faults: ActiveFaults,
): (request: EngineRequest, work: Work | undefined, answer: Answer, rendered: Rendered) => Script | undefined {
  const earlier = new Map<Work, Answer>();
  return (request, work, answer, rendered) => {
    // A request that the engine refuses is refused, whatever else is wrong with it.
    if (rendered.status !== 200) return undefined;
    const before = work ? earlier.get(work) : undefined;
    if (work) earlier.set(work, answer);
    const meeting: Meeting | undefined = faults.meet(request.path, work, faultByName(answer, request));
    if (!meeting) return undefined;
    const { fault, order, call } = meeting;
    return fault.script({ answer, rendered, parameters: order.parameters, call, earlier: before });
  };
}

/** The whole answer in one write. */
function sendAtOnce(response: ServerResponse, { status, headers, records, isStream }: Rendered): void {
  const [first = Buffer.alloc(0)] = records;
  const body = records.length === 1 ? first : Buffer.concat(records);
  response.writeHead(status, isStream ? headers : { ...headers, "content-length": body.length });
  response.end(body);
}

/** The fault that the model's or the voice's name asks for. */
function faultByName(answer: Answer, request: EngineRequest): NamedFault | undefined {
  const model = nameIn(answer, request);
  if (!model?.startsWith("fault:")) return undefined;
  const parsed = parseModelFault(model);
  return parsed.kind === "order" ? { model, order: parsed.order } : undefined;
}

function nameIn(answer: Answer, request: EngineRequest): string | undefined {
  if (answer.kind === "text") return answer.plan.model;
  if (answer.kind === "embedding") return answer.model;
  return answer.kind === "speech" ? voiceOf(request) : undefined;
}
