const systems: Readonly<Record<string, string>> = {
  android: "android",
  darwin: "darwin",
  freebsd: "freebsd",
  linux: "linux",
  openharmony: "openharmony",
  win32: "win32",
  windows: "win32",
};

const processors: Readonly<Record<string, string>> = {
  "64": "x64",
  aarch64: "arm64",
  arm: "arm",
  arm64: "arm64",
  armv7: "arm",
  ia32: "ia32",
  loong64: "loong64",
  ppc64: "ppc64",
  riscv64: "riscv64",
  s390x: "s390x",
  wasm32: "wasm32",
  x64: "x64",
};

const libraries: Readonly<Record<string, string>> = {
  gnu: "glibc",
  gnueabihf: "glibc",
  musl: "musl",
  musleabihf: "musl",
};

/** Where a package may be installed, in npm's words. */
export interface Platform {
  readonly os?: readonly [string];
  readonly cpu?: readonly [string];
  readonly libc?: readonly [string];
}

/** Reads the platform out of a name such as `@swc/core-linux-x64-musl`; undefined when the name tells none. */
export function platformOfName(name: string): Platform | undefined {
  const words = name.split(/[/-]/);
  const os = first(systems, words);
  const cpu = first(processors, words);
  const libc = os === "linux" ? first(libraries, words) : undefined;
  if (os === undefined && cpu !== "wasm32") return undefined;
  return { ...(os && { os: [os] }), ...(cpu && { cpu: [cpu] }), ...(libc && { libc: [libc] }) };
}

function first(table: Readonly<Record<string, string>>, words: readonly string[]): string | undefined {
  const word = words.find((candidate) => Object.hasOwn(table, candidate));
  return word === undefined ? undefined : table[word];
}
