import { goInstall, type GoModule } from "./go-install.ts";
import { missing, present, type InstallPart } from "./part.ts";

const MODULE: GoModule = {
  path: "github.com/fullstorydev/grpcurl",
  version: "v1.9.4",
  sum: "h1:7bC3tlRwS7dPyfhBo0Xmigns8hWH/K4fg9NrafpY57k=",
};

/** The command line client of the examples; the tests run it too, to see what a person sees. */
export const grpcurl: InstallPart = {
  name: "grpcurl",
  licence: "MIT",
  source: `Go ${MODULE.path} ${MODULE.version}`,
  downloadMegabytes: 25,
  tools: ["go"],
  requires: [],
  optional: true,

  async find({ files, home }) {
    const isThere = files.isExecutable(home.grpcurl) || files.onPath("grpcurl") !== undefined;
    return isThere ? present : missing("no grpcurl");
  },

  async install(workshop) {
    await goInstall(
      {
        module: MODULE,
        command: "/cmd/grpcurl",
        flags: ["-ldflags", `-s -w -X=main.version=${MODULE.version}`],
        environment: { CGO_ENABLED: "0" },
        licences: { LICENSE: "grpcurl.LICENSE" },
      },
      workshop,
    );
  },
};
