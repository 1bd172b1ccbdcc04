import { CaptureTag, Context, Liquid, type Template, toValueSync } from "liquidjs";
import { limitedOutput } from "./limited-output.js";
import { templateLimits } from "./template-limits.js";

/**
 * Filters on texts, numbers and flat lists. The others of liquidjs are left out: those that evaluate their argument as
 * an expression (where_exp), read objects (map), nest lists (push), grow text at no charge (url_encode) or are random.
 */
export const filterNames: readonly string[] = [
  "append capitalize default downcase escape escape_once json lstrip newline_to_br normalize_whitespace",
  "number_of_words prepend remove remove_first remove_last replace replace_first replace_last rstrip slice split",
  "squish strip strip_html strip_newlines truncate truncatewords upcase base64_decode base64_encode date",
  "abs at_least at_most ceil divided_by floor minus modulo plus round times to_integer",
  "array_to_sentence_string compact concat first join last reverse size sort uniq",
].flatMap((names) => names.split(" "));

/** Tags that begin something. Closing and middle tags belong to them. */
const tagNames = [
  "assign",
  "break",
  "capture",
  "case",
  "comment",
  "continue",
  "echo",
  "for",
  "if",
  "raw",
  "unless",
  "#",
];

/** A capture is as limited as the prompt itself; the library's own is charged to nothing. */
class LimitedCapture extends CaptureTag {
  override *render(context: Context): Generator<unknown, void, string> {
    const text = yield this.liquid.renderer.renderTemplates(this.templates, context, limitedOutput());
    context.bottom()[this.variable] = text;
  }
}

/** Liquid without files, prototypes and unknown names. */
export const liquidEngine = createEngine();

function createEngine(): Liquid {
  const engine = new Liquid({
    strictVariables: true,
    strictFilters: true,
    ownPropertyOnly: true,
    templates: {},
    locale: "en-US",
    parseLimit: templateLimits.sourceLength,
    renderLimit: templateLimits.renderMs,
    memoryLimit: templateLimits.memory,
  });
  for (const name of Object.keys(engine.filters)) if (!filterNames.includes(name)) engine.unregisterFilter(name);
  for (const name of Object.keys(engine.tags)) if (!tagNames.includes(name)) delete engine.tags[name];
  engine.registerTag("capture", LimitedCapture);
  return engine;
}

/** Renders parsed templates. `names` must have no prototype: `key in names` decides what a name means. */
export function renderLiquid(templates: Template[], names: object): string {
  // lenientIf in the context only: `if` and `default` may ask for what is not there. In the engine's own options it
  // would also make `assign` turn a missing value into an empty text.
  const options = { ...liquidEngine.options, lenientIf: true };
  const context = new Context(names, options, { sync: true }, { liquid: liquidEngine });
  const output = limitedOutput();
  toValueSync(liquidEngine.renderer.renderTemplates(templates, context, output));
  return output.buffer;
}
