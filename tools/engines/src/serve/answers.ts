import { ollamaVersion } from "../ollama-api.ts";
import { SPEECH_SERVERS } from "../speech/speech-servers.ts";
import { endpointOf } from "./start-program.ts";
import type { RecordedServer } from "./state-file.ts";

/** Whether a recorded server answers as what it is. */
export async function answers(server: RecordedServer): Promise<boolean> {
  const endpoint = endpointOf(server);
  const speech = SPEECH_SERVERS.find(({ backend }) => backend.id === server.name);
  return speech === undefined ? (await ollamaVersion(endpoint)) !== undefined : speech.answers(endpoint);
}
