import { type FilteredValueToken, TypeGuards, type ValueToken } from "liquidjs";

/** A part of an expression, and whether it may be absent. */
export interface ValueUse {
  readonly token: ValueToken;
  readonly tested: boolean;
}

/** Every part of an expression, from the outside in: operands, filter arguments, bounds of ranges, names in brackets. */
export function* valueUses(token: FilteredValueToken | ValueToken, tested: boolean): Generator<ValueUse> {
  if (TypeGuards.isFilteredValueToken(token)) {
    yield* filteredValueUses(token, tested);
    return;
  }
  yield { token, tested };
  if (TypeGuards.isRangeToken(token)) {
    yield* valueUses(token.lhs, false);
    yield* valueUses(token.rhs, false);
  }
  if (TypeGuards.isPropertyAccessToken(token)) {
    for (const property of token.props)
      if (TypeGuards.isPropertyAccessToken(property)) yield* valueUses(property, false);
  }
}

function* filteredValueUses(value: FilteredValueToken, tested: boolean): Generator<ValueUse> {
  const hasDefault = value.filters[0]?.name === "default";
  for (const operand of value.initial.postfix) {
    if (TypeGuards.isValueToken(operand)) yield* valueUses(operand, tested || hasDefault);
  }
  for (const argument of value.filters.flatMap((filter) => filter.args)) {
    const token = Array.isArray(argument) ? argument[1] : argument;
    if (token !== undefined) yield* valueUses(token, false);
  }
}
