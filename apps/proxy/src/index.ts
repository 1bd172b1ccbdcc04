export { main } from "./main.js";
export { openProxy } from "./open-proxy.js";
export { type ProxyPlan, type RunningProxy, startProxy } from "./compose.js";
export { type RunningWorker, startWorker, type WorkerPlan } from "./start-worker.js";
