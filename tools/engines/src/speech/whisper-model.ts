/** The model that is installed and listened with. */
export const WHISPER_MODEL = "tiny.en";
