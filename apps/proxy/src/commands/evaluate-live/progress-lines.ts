import type { PrintStream } from "../../terminal/style.js";
import type { Progress } from "./record-answers.js";

/** Where nobody watches, a line for every so many questions is enough. */
const everyQuestions = 20;

/** Tells how far a recording is: on a terminal in one line that changes, else in a line now and then. */
export function progressLines(notes: PrintStream): (progress: Progress) => void {
  return ({ done, count, leftMs }) => {
    const isLast = done === count;
    const text = `${done} of ${count} questions${isLast ? "" : `, about ${duration(leftMs)} left`}`;
    if (notes.isTTY) notes.write(`\r${text.padEnd(60)}${isLast ? "\n" : ""}`);
    else if (isLast || done % everyQuestions === 0) notes.write(`${text}\n`);
  };
}

function duration(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  return seconds < 90 ? `${seconds} s` : `${Math.ceil(seconds / 60)} min`;
}
