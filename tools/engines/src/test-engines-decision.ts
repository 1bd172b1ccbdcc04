export type TestEnginesDecision =
  | { readonly kind: "install" }
  | { readonly kind: "use" }
  | { readonly kind: "none"; readonly because: string };

export const NOT_INSTALLED = "real engines are not installed; run: npm run engines";

/** Whether a test run gets real engines. Nobody who only runs the tests waits for a build they did not ask for. */
export function decideTestEngines(
  environment: Readonly<Record<string, string | undefined>>,
  isInstalled: boolean,
): TestEnginesDecision {
  const engines = environment["ENGINES"];
  if (engines === "none") return { kind: "none", because: "real engines are switched off by ENGINES=none" };
  if (engines === "install") return { kind: "install" };
  if (environment["CI"] === "true") return { kind: "install" };
  return isInstalled ? { kind: "use" } : { kind: "none", because: NOT_INSTALLED };
}
