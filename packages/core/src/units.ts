declare const unit: unique symbol;
type Quantity<Name extends string> = number & { readonly [unit]: Name };

/** Power. */
export type Watts = Quantity<"W">;
/** Energy. 3600 J are 1 Wh. */
export type Joules = Quantity<"J">;
/** Time. */
export type Milliseconds = Quantity<"ms">;
/** Temperature. */
export type Celsius = Quantity<"C">;

/** Brands a number as watts, once, where it is read. */
export const watts = (value: number): Watts => value as Watts;
/** Brands a number as joules, once, where it is read. */
export const joules = (value: number): Joules => value as Joules;
/** Brands a number as milliseconds, once, where it is read. */
export const milliseconds = (value: number): Milliseconds => value as Milliseconds;
/** Brands a number as degrees Celsius, once, where it is read. */
export const celsius = (value: number): Celsius => value as Celsius;

/** Energy of a constant power over a time: 3 W for 1000 ms is 3 J. */
export function energy(power: Watts, time: Milliseconds): Joules {
  return joules((power * time) / 1000);
}
