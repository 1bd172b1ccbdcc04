import { styleText } from "node:util";

/** Colours for a terminal; plain text when the stream is none, or NO_COLOR is set. */
export interface Style {
  dim(text: string): string;
  bold(text: string): string;
  good(text: string): string;
  warn(text: string): string;
  bad(text: string): string;
}

/** A stream that knows whether a person reads it. */
export interface PrintStream extends NodeJS.WritableStream {
  readonly isTTY: boolean;
}

/** The style that fits a stream. */
export function styleFor(stream: PrintStream): Style {
  const colours = stream.isTTY && !process.env["NO_COLOR"];
  const paint =
    (format: Parameters<typeof styleText>[0]) =>
    (text: string): string =>
      colours ? styleText(format, text, { validateStream: false }) : text;
  return { dim: paint("dim"), bold: paint("bold"), good: paint("green"), warn: paint("yellow"), bad: paint("red") };
}
