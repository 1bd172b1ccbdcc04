import { isIP } from "node:net";
import { printable } from "@compute-proxy/core";
import type { Finding } from "../check/finding.js";
import type { Server } from "./configuration.js";
import { isLoopback } from "./endpoint.js";

const hostName = /^(?=.{1,253}$)[a-z0-9](?:[a-z0-9-]{0,62})(?:\.[a-z0-9](?:[a-z0-9-]{0,62}))*$/i;

/** Whether the proxy can listen where it is told to. */
export function checkServer({ host, grpcPort, httpPort }: Server): readonly Finding[] {
  const findings: Finding[] = [];
  if (isIP(host) === 0 && (!hostName.test(host) || /^[\d.]+$/.test(host))) {
    findings.push({
      path: ["server", "host"],
      message: `"${printable(host, 64)}" is neither an IP address nor a host name`,
    });
  }
  if (httpPort !== undefined && httpPort !== 0 && httpPort === grpcPort) {
    findings.push({
      path: ["server", "http_port"],
      message: `http_port and grpc_port are both ${grpcPort}: give HTTP a port of its own`,
    });
  }
  return findings;
}

/** What is allowed and may surprise. */
export function serverWarnings({ host, httpPort }: Server): readonly Finding[] {
  const warnings: Finding[] = [];
  if (!isLoopback(host)) {
    const message = `the proxy will listen on ${host}, where others can reach it, and there is no authentication yet: 127.0.0.1 keeps it to this machine`;
    warnings.push({ path: ["server", "host"], message });
  }
  if (httpPort !== undefined && httpPort !== 0) {
    const message = `nothing listens on http_port yet: until HTTP comes, ${httpPort} is only kept free of backends`;
    warnings.push({ path: ["server", "http_port"], message });
  }
  return warnings;
}
