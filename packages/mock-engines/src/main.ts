import { Command, InvalidArgumentError, Option } from "commander";
import { faultLines } from "./cli/fault-table.js";
import type { ServeFlags } from "./cli/flags.js";
import { serve } from "./cli/serve.js";

/** Where the command writes. */
export interface Streams {
  readonly out: (text: string) => unknown;
  readonly notes: (text: string) => unknown;
}

const standard: Streams = {
  out: (text) => process.stdout.write(text),
  notes: (text) => process.stderr.write(text),
};

/** Runs the command line; sets the process's exit code. Arguments begin after the name of the script. */
export async function main(args: readonly string[], streams: Streams = standard): Promise<void> {
  await program(streams).parseAsync([...args], { from: "user" });
}

function program(streams: Streams): Command {
  const command = new Command("mock-engines")
    .description("Engines that fail on demand: the HTTP APIs of Ollama, whisper-server and Piper")
    .showHelpAfterError()
    .showSuggestionAfterError()
    .configureOutput({ writeOut: streams.out, writeErr: streams.notes });
  const port = (flag: string, what: string): Option => new Option(`--${flag} <port>`, what).argParser(portNumber);
  const number = (flag: string, what: string, initial: number): Option =>
    new Option(`--${flag}`, what).argParser(positive).default(initial);

  command
    .command("serve")
    .description("serve until SIGTERM or Ctrl-C; without a port, every API on one free port")
    .addOption(port("ollama", "serve Ollama's API there; 0 picks a free port"))
    .addOption(port("whisper", "serve whisper-server's API there"))
    .addOption(port("piper", "serve Piper's API there"))
    .addOption(port("all", "serve all three there"))
    .option("--host <address>", "address to listen on", "127.0.0.1")
    .addOption(number("ttft-ms <ms>", "time from the request to the first byte of the answer", 0))
    .addOption(number("tokens-per-second <rate>", "speed of a text; 0 is as fast as it can", 0))
    .addOption(number("tokens-per-write <count>", "tokens in one chunk; 0: one when paced, else all", 0))
    .addOption(number("jitter <share>", "by which share the gap between tokens varies, 0 to 1", 0))
    .addOption(number("tokens <count>", "length of a text, if the request sets no lower limit", 32))
    .addOption(number("seed <number>", "decides the words and the jitter", 1))
    .option("--model <name>", "another model of the Ollama API; may be repeated", collect, [])
    .option("--json", "print the addresses as JSON")
    .addHelpText("after", "\nExample: mock-engines serve --ollama 11434 --tokens-per-second 50 --ttft-ms 100")
    .action((flags: ServeFlags) => serve(flags, streams.out).catch((error: unknown) => failed(error, streams)));
  command
    .command("faults")
    .description("list the faults: what they do, what they apply to, their parameters")
    .action(() => {
      streams.out(faultLines());
    });
  return command;
}

function failed(error: unknown, { notes }: Streams): void {
  notes(`mock-engines: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

function collect(name: string, earlier: readonly string[]): readonly string[] {
  return [...earlier, name];
}

function portNumber(text: string): number {
  const value = Number(text);
  if (/^\d+$/u.test(text) && value <= 65_535) return value;
  throw new InvalidArgumentError("It must be a port, 0 to 65535.");
}

function positive(text: string): number {
  const value = Number(text);
  if (/^\d+(?:\.\d+)?$/u.test(text)) return value;
  throw new InvalidArgumentError("It must be a number, 0 or more.");
}
