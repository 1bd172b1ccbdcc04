import { assertNever } from "@compute-proxy/core";
import type { parse } from "@bufbuild/cel";
import type { SourceProblem } from "../template/index.js";
import type { ConditionRead } from "./condition-path.js";

/** A parsed condition, as @bufbuild/cel gives it. */
export type ParsedExpression = ReturnType<typeof parse>;
type Expression = ParsedExpression["expr"];
type Kind = Expression["exprKind"];
type Call = Extract<Kind, { case: "callExpr" }>["value"];
type Comprehension = Extract<Kind, { case: "comprehensionExpr" }>["value"];

/** A function that a condition calls. */
export interface ConditionCall {
  readonly name: string;
  readonly offset: number;
}

/** What a condition is made of. */
export interface ConditionParts {
  readonly reads: readonly ConditionRead[];
  readonly calls: readonly ConditionCall[];
  readonly problems: readonly SourceProblem[];
}

/** The place of a part: inside a macro such as all(), and the names that macros have made. */
interface Place {
  readonly inLoop: boolean;
  readonly locals: ReadonlySet<string>;
}

/** Lists what a parsed condition reads and calls. */
export function walkExpression(parsed: ParsedExpression, source: string): ConditionParts {
  const reads: ConditionRead[] = [];
  const calls: ConditionCall[] = [];
  const problems: SourceProblem[] = [];
  const offsetOf = ({ id }: Expression) => parsed.sourceInfo?.positions[String(id)] ?? 0;

  function visit(expression: Expression | undefined, place: Place): void {
    if (expression === undefined) return;
    const kind = expression.exprKind;
    switch (kind.case) {
      case undefined:
      case "constExpr":
        return;
      case "identExpr":
      case "selectExpr":
        return visitPath(expression, place);
      case "callExpr":
        return isIndex(kind.value) ? visitPath(expression, place) : visitCall(expression, kind.value, place);
      case "listExpr":
        return kind.value.elements.forEach((element) => visit(element, place));
      case "structExpr":
        if (kind.value.messageName !== "") problems.push(messageProblem(expression));
        for (const { keyKind, value } of kind.value.entries) {
          if (keyKind.case === "mapKey") visit(keyKind.value, place);
          visit(value, place);
        }
        return;
      case "comprehensionExpr":
        return visitLoop(expression, kind.value, place);
      default:
        return assertNever(kind);
    }
  }

  function visitPath(expression: Expression, place: Place): void {
    const { base, path, computed } = unwindPath(expression);
    for (const index of computed) visit(index, place);
    if (base?.exprKind.case !== "identExpr") return visit(base, place);
    const root = base.exprKind.value.name;
    if (place.locals.has(root)) return;
    const tested = expression.exprKind.case === "selectExpr" && expression.exprKind.value.testOnly;
    reads.push({ root, path, offset: offsetOf(base), tested });
  }

  function visitCall(expression: Expression, call: Call, place: Place): void {
    const begin = offsetOf(expression);
    // The position of a method is its dot.
    const offset = source[begin] === "." ? source.indexOf(call.function, begin) : begin;
    calls.push({ name: call.function, offset });
    if (call.function === "@in") readMembership(call, place);
    for (const part of [call.target, ...call.args]) visit(part, place);
  }

  /** `"tone" in input.variables` asks for what has(input.variables.tone) asks for. */
  function readMembership({ args: [key, container] }: Call, place: Place): void {
    const name = textConstant(key);
    if (name === undefined || container === undefined) return;
    const { base, path } = unwindPath(container);
    const isMap = path[0] === "variables" || path[0] === "data" || path[0] === "reachable";
    if (!isMap || base?.exprKind.case !== "identExpr" || place.locals.has(base.exprKind.value.name)) return;
    reads.push({ root: base.exprKind.value.name, path: [...path, name], offset: offsetOf(base), tested: true });
  }

  function visitLoop(expression: Expression, loop: Comprehension, place: Place): void {
    if (place.inLoop) problems.push({ message: nestedLoop, offset: offsetOf(expression) });
    visit(loop.iterRange, place);
    const names = [loop.iterVar, loop.iterVar2, loop.accuVar].filter((name) => name !== "");
    const inside = { inLoop: true, locals: new Set([...place.locals, ...names]) };
    for (const part of [loop.accuInit, loop.loopCondition, loop.loopStep, loop.result]) visit(part, inside);
  }

  function messageProblem(expression: Expression): SourceProblem {
    return { message: "a condition makes no messages: compare with a plain value", offset: offsetOf(expression) };
  }

  visit(parsed.expr, { inLoop: false, locals: new Set() });
  return { reads, calls, problems };
}

const nestedLoop = "all, exists, exists_one, map and filter do not stand inside one another";

function isIndex(call: Call): boolean {
  return call.function === "_[_]";
}

/** Takes `a.b["c"][d]` apart: base a, path [b, c, undefined], computed [d]. */
function unwindPath(expression: Expression) {
  const path: (string | undefined)[] = [];
  const computed: Expression[] = [];
  let base: Expression | undefined = expression;
  while (base !== undefined) {
    const kind: Kind = base.exprKind;
    if (kind.case === "selectExpr") {
      path.unshift(kind.value.field);
      base = kind.value.operand;
    } else if (kind.case === "callExpr" && isIndex(kind.value)) {
      const [operand, index]: (Expression | undefined)[] = kind.value.args;
      const name = textConstant(index);
      path.unshift(name);
      if (index !== undefined && name === undefined) computed.push(index);
      base = operand;
    } else break;
  }
  return { base, path, computed };
}

function textConstant(expression: Expression | undefined): string | undefined {
  if (expression?.exprKind.case !== "constExpr") return undefined;
  const { constantKind } = expression.exprKind.value;
  return constantKind.case === "stringValue" ? constantKind.value : undefined;
}
