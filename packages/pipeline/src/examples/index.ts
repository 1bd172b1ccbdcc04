export { adaptiveText } from "./adaptive-text.js";
export { codeGeneration } from "./code-generation.js";
