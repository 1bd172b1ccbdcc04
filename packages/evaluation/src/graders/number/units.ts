/** Units that may not be taken for each other, with the ways to write each. */
const units: readonly (readonly string[])[] = [
  ["second", "seconds", "sec", "s"],
  ["minute", "minutes", "min", "mins"],
  ["hour", "hours", "h", "hr", "hrs"],
  ["day", "days"],
  ["week", "weeks"],
  ["euro", "euros", "€", "eur"],
  ["dollar", "dollars", "$", "usd"],
  ["pound", "pounds", "£", "gbp"],
  ["cent", "cents"],
  ["percent", "%"],
  ["metre", "metres", "meter", "meters", "m"],
  ["kilometre", "kilometres", "kilometer", "kilometers", "km"],
  ["centimetre", "centimetres", "centimeter", "centimeters", "cm"],
  ["gram", "grams", "g"],
  ["kilogram", "kilograms", "kg"],
  ["litre", "litres", "liter", "liters", "l"],
  ["millilitre", "millilitres", "milliliter", "milliliters", "ml"],
];

/** Whether a word behind a number is a unit, and none of the allowed ones. An unknown word is no unit. */
export function isOtherUnit(word: string | undefined, allowed: readonly string[]): boolean {
  const written = units.find((names) => word !== undefined && names.includes(word));
  return written !== undefined && !allowed.some((name) => written.includes(name.toLowerCase()));
}
