import { allMinilm } from "./all-minilm.ts";
import { grpcurl } from "./grpcurl.ts";
import { ollama } from "./ollama.ts";
import type { InstallPart } from "./part.ts";
import { qwenHalfBillion, qwenOneAndAHalfBillion } from "./qwen-coder.ts";
import { smollm2 } from "./smollm2.ts";

/** Everything `install` installs, in this order. A new engine is a new file beside this one and a line here. */
export const INSTALL_PARTS: readonly InstallPart[] = [
  ollama,
  smollm2,
  qwenHalfBillion,
  qwenOneAndAHalfBillion,
  allMinilm,
  grpcurl,
];
