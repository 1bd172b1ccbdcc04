export { boundedText, refusalText } from "./bounded-text.js";
export type { ConnectorParts } from "./connector.js";
export {
  createEngineClient,
  type EngineAnswer,
  type EngineClient,
  type EngineRequest,
  type EngineScope,
} from "./engine-client.js";
export type { WaitLimits } from "./patience.js";
