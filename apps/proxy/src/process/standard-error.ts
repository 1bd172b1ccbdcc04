import { fstatSync, writeSync } from "node:fs";
import type { WriteText } from "./bounded-lines.js";

const descriptor = 2;

/** Standard error, in the way that never holds the process up for a reader. */
export function standardError(): WriteText {
  return isPipe() ? throughStream(process.stderr) : gathered(throughFile);
}

/** Pipes and sockets have a reader, who may be slow or gone: Node writes those in the background. */
function throughStream(stream: NodeJS.WriteStream): WriteText {
  // Each write hears of its own failure; unheard, the event would end the process.
  stream.on("error", () => undefined);
  return (text, done) => {
    // Once it has failed it keeps what it is given and calls nobody back.
    if (stream.errored) done(stream.errored);
    else stream.write(text, done);
  };
}

/** How long a text waits for what comes behind it, in ms. */
const gatherMs = 10;

/**
 * Writes a moment later, so that a busy server, whose lines come by the thousand, writes a few hundred times less. What waits
 * when the process exits is written then; only a process that is killed leaves it behind.
 */
export function gathered(write: WriteText): WriteText {
  let writeNow: (() => void) | undefined;
  let isExiting = false;
  process.once("exit", () => {
    isExiting = true;
    writeNow?.();
  });
  return (text, done) => {
    const timer = setTimeout(() => writeNow?.(), isExiting ? 0 : gatherMs);
    writeNow = () => {
      clearTimeout(timer);
      writeNow = undefined;
      write(text, done);
    };
    if (isExiting) writeNow();
  };
}

/** Files and terminals take a text at once or refuse it, also while the process exits. */
const throughFile: WriteText = (text, done) => {
  const bytes = Buffer.from(text);
  try {
    for (let at = 0; at < bytes.length;) at += writeSync(descriptor, bytes, at);
  } catch (error) {
    done(error instanceof Error ? error : new Error(String(error)));
    return;
  }
  done();
};

function isPipe(): boolean {
  try {
    const status = fstatSync(descriptor);
    return status.isFIFO() || status.isSocket();
  } catch {
    return false;
  }
}
