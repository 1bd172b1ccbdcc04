export { adaptiveText } from "./adaptive-text.js";
export { codeGeneration } from "./code-generation.js";
export { thermalFailover } from "./thermal-failover.js";
export { voiceAssistant } from "./voice-assistant.js";
