export { drawAnswers, type DrawnAnswer, withShuffledLabels } from "./known-law.js";
