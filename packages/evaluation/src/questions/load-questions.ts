import { readFile } from "node:fs/promises";
import { parseQuestions } from "./parse-questions.js";
import { type Question, type Split } from "./question.js";

const file = new URL("../../questions/questions.jsonl", import.meta.url);

/** Our own questions, in the order of their file: all of them, or one half. */
export async function loadQuestions(split?: Split): Promise<readonly Question[]> {
  const questions = parseQuestions(await readFile(file, "utf8"), "questions.jsonl");
  return split === undefined ? questions : questions.filter((question) => question.split === split);
}
