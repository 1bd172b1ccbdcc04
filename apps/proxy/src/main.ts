import { readFileSync } from "node:fs";
import { isProxyError } from "@compute-proxy/core";
import type { Pair } from "@compute-proxy/evaluation";
import { Command, InvalidArgumentError, Option } from "commander";
import type { BackendsFlags } from "./commands/backends.js";
import type { CalibrateFlags } from "./commands/calibrate.js";
import type { EvaluateFlags } from "./commands/evaluate.js";
import type { RunFlags } from "./commands/run.js";
import type { ServeFlags } from "./commands/serve.js";
import type { Streams } from "./commands/streams.js";
import type { ValidateFlags } from "./commands/validate.js";
import type { WorkerFlags } from "./commands/worker.js";
import { errorLines } from "./terminal/error-lines.js";

const logLevels = ["fatal", "error", "warn", "info", "debug", "trace", "silent"];

/** Runs the command line, and loads no more than its command needs; sets the process's exit code. Arguments begin after the name of the script. */
export async function main(
  args: readonly string[],
  streams: Streams = { out: process.stdout, notes: process.stderr },
): Promise<void> {
  const finish = async (work: Promise<number>): Promise<void> => {
    process.exitCode = await work.catch((error: unknown) => failed(error, streams));
  };
  await program(streams, finish).parseAsync([...args], { from: "user" });
}

function program(streams: Streams, finish: (work: Promise<number>) => Promise<void>): Command {
  const tell = (work: Promise<number>): Promise<void> => {
    // For as long as the process: a write may fail after the work has ended.
    streams.out.on("error", onLostOutput);
    return finish(work);
  };
  const command = new Command("compute-proxy")
    .description("Runs multi-stage AI pipelines on the hardware that you own")
    .version(version())
    .showHelpAfterError()
    .showSuggestionAfterError();
  const config = (): Option => new Option("-c, --config <file>", "configuration file").default("config/config.yaml");
  const address = (): Option =>
    new Option("-a, --address <host:port>", "a server that is running; without it one is started in this process");
  const json = (): Option => new Option("--json", "print JSON");
  const level = (standard: string): Option =>
    new Option("--log-level <level>", "least level of log lines on standard error")
      .choices(logLevels)
      .default(standard);

  command
    .command("serve")
    .description("serve gRPC until a signal says to stop")
    .addOption(config())
    .option("-p, --port <number>", "gRPC port in place of the configuration's; 0 picks a free one", portNumber)
    .addOption(level("info"))
    .addOption(json())
    .action((flags: ServeFlags) => finish(import("./commands/serve.js").then(({ serve }) => serve(flags, streams))));
  command
    .command("run")
    .description("run a pipeline and show what happens; the text goes to standard output")
    .argument("<pipeline>", "id of the pipeline")
    .option("-t, --text <text>", "the input text; - reads standard input")
    .option("--audio <file>", "a WAV file with the spoken input")
    .option("-o, --out <file>", "where the speech of the answer goes, as a WAV file")
    .option("-v, --variable <name=value>", "a variable for templates; may be repeated", collectVariable, {})
    .option("--target <backend|hardware>", "use nothing else")
    .option("--max-power-watts <watts>", "leave out backends with a higher configured power", positiveNumber)
    .option("--deadline-ms <ms>", "give up after this time", positiveNumber)
    .addOption(config())
    .addOption(address().conflicts("config"))
    .addOption(level("silent"))
    .addOption(json())
    .action((pipeline: string, flags: RunFlags) =>
      tell(import("./commands/run.js").then(({ run }) => run(pipeline, flags, streams))),
    );
  command
    .command("validate")
    .description("check the configuration and its pipelines; starts nothing")
    .addOption(config())
    .addOption(json())
    .action((flags: ValidateFlags) =>
      tell(import("./commands/validate.js").then(({ validate }) => validate(flags, streams))),
    );
  command
    .command("backends")
    .description("show the backends and how they are")
    .addOption(config())
    .addOption(address().conflicts("config"))
    .option("--type <type>", "only backends of this type")
    .addOption(json())
    .action((flags: BackendsFlags) =>
      tell(import("./commands/backends.js").then(({ backends }) => backends(flags, streams))),
    );
  const answers = (): Option => new Option("--log <file>", "recorded answers, a JSONL file");
  const live = (): Option => new Option("--live", "first ask the engines, and record their answers in the log");
  const set = (): Option => new Option("--set <file>", "a question file in place of our own, JSONL");
  const ladder = (): Option => new Option("--pipeline <id>", "the pipeline whose escalation path is the ladder");
  command
    .command("evaluate")
    .description("report what a confidence is worth for deferring, from recorded answers")
    .addOption(answers().makeOptionMandatory())
    .option("-o, --out <folder>", "where report.json, report.html and deferral.svg go")
    .addOption(set())
    .option("--pair <smaller,larger>", "only these two rungs; may be repeated", collectPair, [])
    .option("--watts <rung=watts,...>", "the power of rungs in place of the log's", collectWatts, {})
    .option("--shuffle-labels", "deal the verdicts out at random first: nothing may be left to find")
    .option("--seed <number>", "of the shuffling", wholeNumber, 1)
    .addOption(live())
    .addOption(config())
    .addOption(ladder())
    .action((flags: EvaluateFlags) =>
      tell(import("./commands/evaluate.js").then(({ evaluate }) => evaluate(flags, streams))),
    );
  command
    .command("calibrate")
    .description(
      "fit confidence, early exit and entry priors to the training half of a log, confidence to reported outcomes, and write them to a file",
    )
    .addOption(answers())
    .option("--outcomes <data_dir>", "outcomes that were reported to a proxy; alone, or beside a log")
    .requiredOption("-o, --out <file>", "the calibration file to write")
    .addOption(set())
    .addOption(live())
    .addOption(config())
    .addOption(ladder())
    .action((flags: CalibrateFlags) =>
      tell(import("./commands/calibrate.js").then(({ calibrate }) => calibrate(flags, streams))),
    );
  command
    .command("worker")
    .description("serve the backends of this machine to proxies elsewhere, until a signal says to stop")
    .addOption(config())
    .option("-p, --port <number>", "gRPC port in place of the configuration's; 0 picks a free one", portNumber)
    .addOption(level("info"))
    .addOption(json())
    .action((flags: WorkerFlags) =>
      finish(import("./commands/worker.js").then(({ worker }) => worker(flags, streams))),
    );
  return command;
}

async function failed(error: unknown, { notes }: Streams): Promise<number> {
  const { isComputeError } = await import("@compute-proxy/client");
  if (!isProxyError(error) && !isComputeError(error)) throw error;
  notes.write(`${errorLines(error).join("\n")}\n`);
  return 1;
}

/** A reader who has gone (`| head`) has what it wanted: the command ends as it would. A full disk is an error. */
function onLostOutput(error: NodeJS.ErrnoException): void {
  if (error.code !== "EPIPE") throw error;
}

function portNumber(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new InvalidArgumentError("a port is a whole number from 0 to 65535");
  return port;
}

function positiveNumber(text: string): number {
  const value = Number(text);
  if (!Number.isFinite(value) || value <= 0) throw new InvalidArgumentError("must be a number above 0");
  return value;
}

function collectVariable(text: string, previous: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const at = text.indexOf("=");
  if (at < 1) throw new InvalidArgumentError("write name=value");
  return { ...previous, [text.slice(0, at)]: text.slice(at + 1) };
}

function collectPair(text: string, previous: readonly Pair[]): readonly Pair[] {
  const [smaller, larger, ...rest] = text.split(",");
  if (!smaller || !larger || smaller === larger || rest.length > 0)
    throw new InvalidArgumentError("write two rungs of the log: smaller,larger");
  return [...previous, { smaller, larger }];
}

function collectWatts(text: string, previous: Readonly<Record<string, number>>): Readonly<Record<string, number>> {
  const given = text.split(",").map((pair) => {
    const at = pair.lastIndexOf("=");
    if (at < 1) throw new InvalidArgumentError("write rung=watts, several with commas between");
    return [pair.slice(0, at), positiveNumber(pair.slice(at + 1))] as const;
  });
  return { ...previous, ...Object.fromEntries(given) };
}

function wholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 0) throw new InvalidArgumentError("must be a whole number");
  return value;
}

function version(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
  return typeof manifest === "object" && manifest !== null && "version" in manifest
    ? String(manifest.version)
    : "unknown";
}
