/** One jest configuration for every package: ESM, TypeScript stripped by swc (types are checked by `typecheck`). */
export default {
  testEnvironment: "node",
  extensionsToTreatAsEsm: [".ts"],
  transform: {
    "^.+\\.ts$": [
      "@swc/jest",
      { jsc: { target: "es2023", parser: { syntax: "typescript" } }, module: { type: "es6" }, sourceMaps: "inline" },
    ],
  },
  moduleNameMapper: { "^(\\.{1,2}/.*)\\.js$": "$1" },
  testMatch: ["<rootDir>/src/**/*.test.ts"],
  collectCoverageFrom: ["src/**/*.ts", "!src/gen/**"],
  coverageProvider: "v8",
  // A busy machine takes many times as long as a quiet one; what hangs is told a minute later.
  testTimeout: 60_000,
  reporters: ["default", `${import.meta.dirname}/tools/workspace/src/jest/result-file-reporter.ts`],
};
