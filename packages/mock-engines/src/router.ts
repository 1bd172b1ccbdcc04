import type { PlainAnswer } from "./answer.js";
import type { EngineApi, Route, Setup } from "./api.js";
import type { ApiName } from "./api-name.js";
import { ollamaApi } from "./ollama/ollama-api.js";
import { piperApi } from "./piper/piper-api.js";
import { whisperApi } from "./whisper/whisper-api.js";

/** What a request's path leads to. */
type Routed =
  | { readonly kind: "route"; readonly route: Route }
  | { readonly kind: "none"; readonly answer: PlainAnswer };

/** Finds where a request leads. */
export type Router = (method: string, path: string) => Routed;

const starters: Readonly<Record<Exclude<ApiName, "all">, (setup: Setup) => EngineApi>> = {
  ollama: ollamaApi,
  whisper: whisperApi,
  piper: piperApi,
};

/** The paths of one engine, or of all of them: there GET / is Ollama's and POST / is Piper's, and nothing else clashes. */
export function createRouter(api: ApiName, setup: Setup): Router {
  const apis = api === "all" ? Object.values(starters).map((start) => start(setup)) : [starters[api](setup)];
  const routes = new Map<string, Route>();
  for (const route of apis.flatMap((one) => one.routes)) {
    const key = `${route.method} ${route.path}`;
    if (!routes.has(key)) routes.set(key, route);
  }
  const paths = new Set([...routes.values()].map(({ path }) => path));
  const [{ notFound, wrongMethod }] = apis as [EngineApi];
  return (method, path) => {
    const route = routes.get(`${method === "HEAD" ? "GET" : method} ${path}`);
    if (route) return { kind: "route", route };
    return { kind: "none", answer: paths.has(path) ? wrongMethod(path) : notFound(path) };
  };
}
