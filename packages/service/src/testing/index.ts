export { neverAnswers, type NeverAnswering } from "./never-answers.js";
export { scriptedOutcomes, type ScriptedOutcomes } from "./scripted-outcomes.js";
export { type TestParts, type TestService, startTestService } from "./start-test-service.js";
export { until } from "./until.js";
export { type WireClient, wireClient } from "./wire-client.js";
export { type WireFailure, wireFailure } from "./wire-failure.js";
