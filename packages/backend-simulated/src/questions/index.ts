import type { Question } from "../question.js";
import { arithmetic } from "./arithmetic.js";
import { code } from "./code.js";
import { explanations } from "./explanations.js";
import { extraction } from "./extraction.js";
import { facts } from "./facts.js";
import { reading } from "./reading.js";
import { strings } from "./strings.js";

/** The bundled questions by family. */
export const questionFamilies = { arithmetic, facts, strings, extraction, code, reading, explanations } as const;

/** All of them. */
export const questions: readonly Question[] = Object.values(questionFamilies).flat();
