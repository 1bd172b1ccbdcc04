export { enginesHome, enginesHomeAt, type EnginesHome } from "./engines-home.ts";
export { diskFiles, type Files } from "./files.ts";
export { timedProgress, type Progress } from "./progress.ts";
export { type Session } from "./session.ts";
export { startTestEngines, type TestEngines } from "./test-engines.ts";
export { runWith } from "./verbs/with.ts";
