export { checkPipeline } from "./check-pipeline.js";
export type { PipelineFacts, PipelineProblem } from "./pipeline-problem.js";
