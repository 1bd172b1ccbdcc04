/** Which of our packages a package may use. Names without the scope. */
export type Picture = Readonly<Record<string, readonly string[]>>;

const foundation = ["api", "core"];
const adapter = [...foundation, "backend"];
const forwarding = [...foundation, "backend"];
const pipeline = [...forwarding, "audio", "calibration", "forwarding"];
const edge = [...pipeline, "pipeline"];

/** The arrows of the house: they point down only. A package that is not in here has no place yet. */
export const picture: Picture = {
  // layer 0
  api: [],
  core: [],
  // layer 1
  audio: foundation,
  backend: foundation,
  calibration: ["core"],
  // layer 2
  forwarding: [...forwarding, "calibration"],
  "backend-ollama": adapter,
  "backend-piper": adapter,
  "backend-simulated": adapter,
  "backend-whisper-cpp": adapter,
  // layer 3
  outcomes: ["calibration", "core", "forwarding"],
  pipeline,
  thermal: [...forwarding, "forwarding"],
  // layer 4
  client: [...foundation, "audio"],
  config: edge,
  evaluation: [...edge, "calibration"],
  service: edge,
  // layer 5: the only one that sees an adapter
  proxy: [
    ...edge,
    "calibration",
    "evaluation",
    "backend-ollama",
    "backend-piper",
    "backend-simulated",
    "backend-whisper-cpp",
    "client",
    "config",
    "outcomes",
    "service",
    "thermal",
  ],
  // The repository's own commands, and programs as users write them, stand beside the house.
  engines: [],
  examples: ["client"],
  "mock-engines": ["core"],
  recording: [],
  workspace: [],
};

/** An arrow that only tests follow (`devDependencies`), and why it does not spoil the picture. */
export interface TestArrow {
  readonly from: string;
  readonly to: string;
  readonly because: string;
}

export const testArrows: readonly TestArrow[] = [
  ...["service", "backend"].map((to) => ({
    from: "client",
    to,
    because: "the client is tested against the real service over a real connection, with a scripted backend behind it",
  })),
  ...["core", "backend-ollama", "backend-piper", "backend-whisper-cpp", "proxy"].map((to) => ({
    from: "examples",
    to,
    because: "the examples are run against a proxy of their own, with fake engines behind it",
  })),
  {
    from: "proxy",
    to: "mock-engines",
    because:
      "the whole proxy is worn out, and its faults provoked, before engines that fail on demand and count what they get",
  },
];
