/** Keys that are written elsewhere by mistake, and belong in a stage. */
export const stageKeys = { deadline: "stage", failover: "stage", routing: "stage", timeout_ms: "stage" } as const;
