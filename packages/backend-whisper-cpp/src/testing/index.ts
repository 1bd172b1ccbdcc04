export { type FakeAnswer, type FakeReply, type FakeSegment, type FakeTranscript, textReply } from "./fake-answer.js";
export type { FakeRequest } from "./fake-request.js";
export { type FakeWhisper, type FakeWhisperOptions, startFakeWhisper } from "./fake-whisper.js";
export type { FakeEngine } from "./respond.js";
