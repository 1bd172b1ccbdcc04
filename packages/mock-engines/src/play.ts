import type { ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { assertNever, type Clock, untilAborted } from "@compute-proxy/core";
import { dueMs, type Pace } from "./pace.js";
import type { Script, Step } from "./step.js";
import type { TokenGate } from "./token-gate.js";

/** Where a script is played. */
export interface Stage {
  readonly response: ServerResponse;
  readonly socket: Socket;
  /** Aborts when the connection is gone. */
  readonly gone: AbortSignal;
  readonly clock: Clock;
  readonly pace: Pace;
  readonly gate: TokenGate;
  readonly seed: number;
  /** Marks the connection: the next request on it is not answered. */
  spoil(): void;
  /** Told just before this side ends the connection. */
  ending(isWhole: boolean): void;
}

/** Does what the script says, step by step. Rejects when the client has gone. */
export async function play(script: Script, stage: Stage): Promise<void> {
  const tokens = createTokens(stage);
  for (const step of script) {
    if (step.kind === "body" && step.isToken) {
      await tokens.add(step.bytes);
      continue;
    }
    await tokens.flush();
    await playStep(step, stage);
  }
}

async function playStep(step: Step, stage: Stage): Promise<void> {
  const { response, socket, gone, clock } = stage;
  switch (step.kind) {
    case "head": {
      const length = step.length === undefined ? {} : { "content-length": String(step.length) };
      response.writeHead(step.status, { ...step.headers, ...length });
      return;
    }
    case "body":
      await write(stage, step.bytes);
      return;
    case "raw":
      await written(stage, (done) => socket.write(step.bytes, done));
      return;
    case "wait":
      await flush(stage);
      await clock.sleep(step.ms, gone);
      return;
    case "hang":
      await flush(stage);
      await untilAborted(new Promise<never>(() => undefined), gone);
      return;
    case "spoil":
      stage.spoil();
      return;
    case "end":
      response.end();
      return;
    case "close":
      await flush(stage);
      stage.ending(step.isWhole);
      socket.destroy();
      return;
    case "reset":
      await flush(stage);
      stage.ending(false);
      socket.resetAndDestroy();
      return;
    default:
      assertNever(step);
  }
}

/** Collects tokens, and writes as many at a time as the pace says, when the last of them is due. */
function createTokens(stage: Stage): { add(bytes: Uint8Array): Promise<void>; flush(): Promise<void> } {
  const { clock, pace, gate, gone, seed } = stage;
  const atOnce = Math.max(1, pace.tokensPerWrite);
  const start = clock.now();
  let held: Uint8Array[] = [];
  let count = 0;

  const flushHeld = async (): Promise<void> => {
    if (held.length === 0) return;
    const bytes = Buffer.concat(held);
    held = [];
    const early = start + dueMs(pace, count - 1, seed) - clock.now();
    if (early > 0) await clock.sleep(early, gone);
    await write(stage, bytes);
  };
  return {
    async add(bytes) {
      const isGated = !gate.isOpen();
      if (isGated) await flushHeld();
      if (isGated) await gate.pass(gone);
      held.push(bytes);
      count += 1;
      if (isGated || held.length >= atOnce) await flushHeld();
    },
    flush: flushHeld,
  };
}

function write(stage: Stage, bytes: Uint8Array): Promise<void> {
  return written(stage, (done) => stage.response.write(bytes, done));
}

/** Waits until everything so far has left this process, so that a reset cannot overtake it. */
async function flush(stage: Stage): Promise<void> {
  if (stage.response.headersSent) stage.response.flushHeaders();
  await written(stage, (done) => stage.socket.write("", done));
}

function written({ gone }: Stage, begin: (done: (error?: Error | null) => void) => void): Promise<void> {
  const done = new Promise<void>((resolve, reject) => {
    begin((error) => (error ? reject(error) : resolve()));
  });
  return untilAborted(done, gone);
}
