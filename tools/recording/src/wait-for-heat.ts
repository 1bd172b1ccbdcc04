import { execFile } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";

/** A device of a proxy, and how warm it is to be. */
export interface HeatGoal {
  readonly launcher: string;
  readonly address: string;
  readonly folder: string;
  readonly device: string;
  readonly celsius: number;
}

interface Status {
  readonly backend: { readonly hardware: string };
  readonly heat?: { readonly celsius?: number };
}

/** Asks the proxy again and again until the device is that warm. */
export async function waitForHeat({ launcher, address, folder, device, celsius }: HeatGoal): Promise<void> {
  for (;;) {
    const words = [launcher, "backends", "--address", address, "--json"];
    const { stdout } = await promisify(execFile)(process.execPath, words, { cwd: folder });
    const statuses = JSON.parse(stdout) as readonly Status[];
    const heat = statuses.find(({ backend }) => backend.hardware === device)?.heat?.celsius;
    if (heat !== undefined && heat >= celsius) return;
    await sleep(200);
  }
}
