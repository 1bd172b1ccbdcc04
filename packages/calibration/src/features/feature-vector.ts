/** Measured features by name. One that was not measured is absent, never 0. */
export type FeatureVector = Readonly<Record<string, number>>;
