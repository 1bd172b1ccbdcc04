export { type KillRound, killRounds } from "./kill-rounds.js";
export { killPrompts } from "./prompts.js";
