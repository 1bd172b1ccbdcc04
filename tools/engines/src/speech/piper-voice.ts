/** The voice that is installed and spoken with. */
export const PIPER_VOICE = "en_US-joe-medium";
