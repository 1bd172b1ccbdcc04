import { type TextGrader } from "../grader.js";
import { bad, good, type Verdict } from "../verdict.js";
import { spokenText } from "./spoken-text.js";
import { readings } from "./unwrap.js";

export function gradeText({ value, ignore_case }: TextGrader, answer: string): Verdict {
  const plain = (text: string): string => (ignore_case ? text.toLowerCase() : text).normalize("NFC");
  return readings(spokenText(answer)).some((reading) => plain(reading) === plain(value))
    ? good("it is exactly the expected text")
    : bad("it is not exactly the expected text");
}
