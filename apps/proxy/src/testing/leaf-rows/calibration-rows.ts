import { calibrationText } from "./calibration-text.js";
import { type Draft, type LeafRow, withEngine, withTwoEngines } from "./leaf-row.js";
import { says, waits } from "./scripts.js";
import { attempts, firstStage } from "./sights.js";

const stage = "pipelines:pipelines.[].stages.[]";
const tokens = Array.from({ length: 40 }, (_, index) => ` word${index}`);
const weak = waits(10, () => true, { tokens, logprobs: tokens.map(() => -3) });

function calibrate(files: Draft, ...models: Parameters<typeof calibrationText>[0]): void {
  files.more["calibration.json"] = calibrationText(models);
  files.config["calibration"] = { file: "FOLDER/calibration.json" };
}

const setPolicy =
  (parts: Readonly<Record<string, unknown>>) =>
  ({ stage: own }: Draft): void => {
    own["forwarding_policy"] = { enable_confidence_check: true, min_confidence: 0.9, ...parts };
  };

/** What labels teach. */
export const calibrationRows: readonly LeafRow[] = [
  {
    leaf: "config:calibration.file",
    engines: { ENGINE: weak },
    given(files) {
      withEngine(files);
      setPolicy({ min_confidence: 0 })(files);
    },
    change: (files) => calibrate(files, { name: "m" }),
    see: firstStage(({ metadata }) => metadata?.confidenceDetail?.calibrated === true),
    before: false,
    after: true,
  },
  {
    leaf: `${stage}.routing`,
    engines: { ENGINE: says("first"), SPARE: says("first") },
    given(files) {
      withTwoEngines(files);
      calibrate(files, { name: "m", prior: -3 }, { name: "n", prior: 3 });
      files.pipeline["tiers"] = { small: { backend: "a", model: "m" }, large: { backend: "b", model: "n" } };
      files.stage["forwarding_policy"] = { escalation_path: ["small", "large"] };
    },
    change: ({ stage: own }) => (own["routing"] = "prior"),
    see: attempts,
    before: "a:m",
    after: "b:n",
  },
  {
    leaf: `${stage}.forwarding_policy.enable_early_exit`,
    engines: { ENGINE: weak },
    given(files) {
      withEngine(files);
      calibrate(files, { name: "m", theta: -0.5 });
      setPolicy({ escalation_path: ["a", "b"] })(files);
    },
    change: setPolicy({ escalation_path: ["a", "b"], enable_early_exit: true }),
    see: firstStage(({ metadata }) => metadata?.attempts[0]?.tokensOut === tokens.length),
    before: true,
    after: false,
  },
];
