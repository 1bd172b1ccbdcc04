import { expect, it } from "@jest/globals";
import { assertNever } from "./assert-never.js";

it("assertNever shows the value that slipped through", () => {
  expect(() => assertNever({ kind: "new" } as never)).toThrow('unexpected value: {"kind":"new"}');
});
