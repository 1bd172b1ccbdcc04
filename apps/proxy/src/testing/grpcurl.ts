import { execFile } from "node:child_process";

/** How grpcurl ended. */
export interface GrpcurlResult {
  readonly code: number;
  readonly out: string;
  readonly error: string;
}

/** Path of the stock client, when the test command found one. */
export const grpcurlPath = process.env["COMPUTE_PROXY_TEST_GRPCURL"];

/** Runs stock grpcurl against a server, with nothing but reflection. `words` stand before the address. */
function grpcurl(address: string, call: readonly string[], words: readonly string[] = []): Promise<GrpcurlResult> {
  return new Promise((resolve) => {
    execFile(grpcurlPath ?? "grpcurl", ["-plaintext", ...words, address, ...call], (error, out, notes) => {
      const code = error === null ? 0 : typeof error.code === "number" ? error.code : 1;
      resolve({ code, out, error: notes });
    });
  });
}

/** A call of ComputeService with a JSON request. */
export function grpcurlCall(
  address: string,
  method: string,
  request: unknown,
  words: readonly string[] = [],
): Promise<GrpcurlResult> {
  return grpcurl(address, [`compute.v1.ComputeService.${method}`], [...words, "-d", JSON.stringify(request)]);
}
