export { checkTemplate } from "./check-template.js";
export { renderTemplate } from "./render-template.js";
export type { SourceProblem } from "./source-problem.js";
export { type TemplateUse, templateUse } from "./template-use.js";
