export { type FakeAnswer, type FakeEnding, type FakeReply, type FakeTokens, jsonReply } from "./fake-answer.js";
export { defaultFakeModels, type FakeModel } from "./fake-models.js";
export { type FakeOllama, type FakeOllamaOptions, startFakeOllama } from "./fake-ollama.js";
export { begunAnswer, fakeRendering } from "./fake-rendering.js";
export type { FakeRequest } from "./fake-request.js";
export type { FakeEngine } from "./respond.js";
