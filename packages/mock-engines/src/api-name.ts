/** The engines that there are a mock of; `all` is every one of them on one port. */
export const apiNames = ["ollama", "whisper", "piper", "all"] as const;

/** One of them. */
export type ApiName = (typeof apiNames)[number];
