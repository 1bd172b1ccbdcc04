import { type Stats, statSync } from "node:fs";
import { printable } from "@compute-proxy/core";
import type { Finding } from "../check/finding.js";
import { placesOf } from "../places-of.js";
import type { Configuration } from "./configuration.js";

const keys = [
  { field: "calibrationFile", path: ["calibration", "file"] },
  { field: "thermalRecording", path: ["thermal", "recording"] },
] as const;

/** Whether the files that a configuration names are there. What is in them is for their readers to judge. */
export function checkNamedFiles(configuration: Configuration, configurationFile: string): readonly Finding[] {
  return keys.flatMap(({ field, path }) => {
    const named = configuration[field];
    const message = named === undefined ? undefined : problemOf(named, configurationFile);
    return message === undefined ? [] : [{ path, message }];
  });
}

/** The configuration with the files that it names where they were found. */
export function withFoundFiles(configuration: Configuration, configurationFile: string): Configuration {
  const found = keys.flatMap(({ field }) => {
    const named = configuration[field];
    return named === undefined ? [] : [[field, find(named, configurationFile)?.place ?? named] as const];
  });
  return { ...configuration, ...Object.fromEntries(found) };
}

function problemOf(named: string, configurationFile: string): string | undefined {
  const found = find(named, configurationFile);
  if (found) return found.facts.isFile() ? undefined : `"${printable(found.place, 300)}" is not a file`;
  const places = placesOf(named, configurationFile).map((place) => printable(place, 300));
  return `the file "${printable(named)}" does not exist (looked at ${places.join(", ")})`;
}

function find(named: string, configurationFile: string): { readonly place: string; readonly facts: Stats } | undefined {
  for (const place of placesOf(named, configurationFile)) {
    const facts = factsOf(place);
    if (facts) return { place, facts };
  }
  return undefined;
}

/** Undefined for what is not there, or may not be looked at. */
function factsOf(place: string): Stats | undefined {
  try {
    return statSync(place, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}
