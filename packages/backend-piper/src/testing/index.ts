export { type FakePiper, type FakePiperOptions, startFakePiper } from "./fake-piper.js";
export { errorPage, type FakeReply, replyWith } from "./fake-reply.js";
export type { FakeRequest } from "./fake-request.js";
export { defaultFakeVoices, type FakeVoice } from "./speak.js";
export { type FakeSound, tone, wavFile, wavHeader } from "./wav.js";
