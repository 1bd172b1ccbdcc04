export { checkTemplate } from "./check-template.js";
export { renderTemplate, type TemplateValues } from "./render-template.js";
export type { SourceProblem } from "./source-problem.js";
export type { TemplateScope } from "./template-scope.js";
export { type TemplateUse, templateUse } from "./template-use.js";
