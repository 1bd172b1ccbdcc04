import { writeFile } from "node:fs/promises";
import { questionsFile } from "./make-questions.js";

await writeFile(new URL("../../../questions/questions.jsonl", import.meta.url), questionsFile());
