import { readFile, writeFile } from "node:fs/promises";
import type { ExecutePipelineResponse, PipelineStreamResponse } from "@compute-proxy/api";
import { audioOf, createComputeClient, wavAudio } from "@compute-proxy/client";
import { ProxyError } from "@compute-proxy/core";
import { openProxy } from "../open-proxy.js";
import { processClock } from "../process/patient-clock.js";
import { processLog } from "../process/process-log.js";
import { printRun } from "../terminal/print-run.js";
import { styleFor } from "../terminal/style.js";
import { readAll } from "./read-all.js";
import type { Streams } from "./streams.js";
import { untilInterrupted } from "./until-interrupted.js";

/** Flags of `run`. */
export interface RunFlags {
  readonly config: string;
  readonly address?: string;
  readonly text?: string;
  /** A WAV file with the spoken input. */
  readonly audio?: string;
  /** Where the speech of the answer goes, as a WAV file. */
  readonly out?: string;
  readonly variable: Readonly<Record<string, string>>;
  readonly target?: string;
  readonly maxPowerWatts?: number;
  readonly deadlineMs?: number;
  readonly logLevel: string;
  readonly json?: boolean;
}

/** Runs a pipeline on a server that is there, else on one of its own in this process. Resolves with the exit code. */
export async function run(pipelineId: string, flags: RunFlags, streams: Streams): Promise<number> {
  const text = flags.text === "-" ? await readAll(process.stdin) : flags.text;
  const server = flags.address === undefined ? await ownServer(flags) : undefined;
  const client = createComputeClient({ address: server?.address ?? flags.address ?? "" });
  try {
    const input = {
      ...(text === undefined ? {} : { text }),
      ...(flags.audio === undefined ? {} : { audio: wavAudio(await readSound(flags.audio)) }),
      variables: { ...flags.variable },
    };
    const options = {
      deadlineMs: flags.deadlineMs,
      annotations: { target: flags.target ?? "", maxPowerWatts: flags.maxPowerWatts },
    };
    return await untilInterrupted(undefined, streams, (signal) =>
      show(client.streamPipeline(pipelineId, input, { ...options, signal }), flags, streams),
    );
  } finally {
    client.close();
    await server?.close();
  }
}

/** Prints the run, and keeps the speech of its answer where --out asks for it. Resolves with the exit code. */
async function show(
  events: AsyncIterable<PipelineStreamResponse>,
  flags: RunFlags,
  { out, notes }: Streams,
): Promise<number> {
  const style = styleFor(notes);
  const isTerminal = out.isTTY && notes.isTTY;
  const result = await printRun(events, { out, notes, style, json: flags.json === true, isTerminal });
  if (result?.success !== true) return 1;
  if (flags.out !== undefined) await keepSpeech(flags.out, result);
  return 0;
}

async function keepSpeech(file: string, result: ExecutePipelineResponse): Promise<void> {
  const speech = audioOf(result);
  if (!speech) {
    const message = `--out: the answer is no speech, so "${file}" is not written: leave --out away`;
    throw new ProxyError("invalid-request", message);
  }
  try {
    await writeFile(file, speech.data);
  } catch (cause) {
    const message = `--out: "${file}" cannot be written: name one that this user may write, in a folder that exists`;
    throw new ProxyError("invalid-request", message, { cause });
  }
}

async function readSound(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (cause) {
    throw new ProxyError("invalid-request", `--audio: "${file}" cannot be read: name a WAV file`, { cause });
  }
}

function ownServer({ config, logLevel }: RunFlags): ReturnType<typeof openProxy> {
  const { log } = processLog(logLevel);
  return openProxy({ configFile: config, port: 0, log, clock: processClock, announce: false });
}
