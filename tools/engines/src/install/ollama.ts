import { writeWhole } from "../write-file.ts";
import { goInstall, type GoModule } from "./go-install.ts";
import { provideNativeHeaders } from "./native-headers.ts";
import { missing, present, type InstallPart, type Surroundings } from "./part.ts";

/** The last version whose module still holds the sources of ggml and llama.cpp; later ones start a separate server. */
const MODULE: GoModule = {
  path: "github.com/ollama/ollama",
  version: "v0.24.0",
  sum: "h1:CBZ0ffE+cxMWRWau5yD5vXHkiZHAeuxLk+3j55u0XxQ=",
};

export const ollama: InstallPart = {
  name: "ollama",
  licence: "MIT",
  source: `Go ${MODULE.path} ${MODULE.version}, headers from Debian and PyPI`,
  downloadMegabytes: 90,
  tools: ["go", "g++", "python3", "apt-get", "dpkg-deb"],
  requires: [],
  optional: false,

  async find(surroundings) {
    const { files, home, installedOllama } = surroundings;
    if (files.isExecutable(home.ollama.binary)) {
      const found = files.text(home.ollama.stamp)?.trim();
      if (found === stamp(surroundings)) return present;
      return missing(`built as ${found ?? "something unknown"}, wanted is ${stamp(surroundings)}`);
    }
    return installedOllama === undefined ? missing("no server") : present;
  },

  async install(workshop) {
    await provideNativeHeaders(workshop);
    workshop.progress.say("    compiling ggml and llama.cpp: 4 to 10 minutes on two cores, less with more");
    const optimise = workshop.march === undefined ? "-O3" : `-O3 -march=${workshop.march}`;
    const inherited = process.env["CPLUS_INCLUDE_PATH"];
    await goInstall(
      {
        module: MODULE,
        command: "",
        flags: ["-ldflags", `-s -w -X=${MODULE.path}/version.Version=${MODULE.version.slice(1)}`],
        environment: {
          CGO_ENABLED: "1",
          CGO_CFLAGS: optimise,
          CGO_CXXFLAGS: optimise,
          // Not as -I in the flags: those are part of the key of Go's build cache.
          CPLUS_INCLUDE_PATH: [workshop.home.ollama.include, ...(inherited === undefined ? [] : [inherited])].join(":"),
        },
        licences: {
          LICENSE: "ollama.LICENSE",
          "llama/llama.cpp/LICENSE": "llama.cpp.LICENSE",
          "ml/backend/ggml/ggml/LICENSE": "ggml.LICENSE",
        },
      },
      workshop,
    );
    writeWhole(workshop.home.ollama.stamp, `${stamp(workshop)}\n`);
  },
};

function stamp({ march }: Pick<Surroundings, "march">): string {
  return `${MODULE.version} march=${march ?? "default"}`;
}
