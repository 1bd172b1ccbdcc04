import type { Backend } from "@compute-proxy/api";
import type { CircuitPolicy, HealthCheckPlan, HealthPolicy } from "@compute-proxy/backend";
import type { Routing } from "@compute-proxy/pipeline";

/** Where clients reach the proxy. */
export interface Server {
  readonly host: string;
  /** 0 asks for a free one. */
  readonly grpcPort: number;
  /** Kept free of backends until HTTP comes; undefined when none is configured. */
  readonly httpPort: number | undefined;
  /** How long running calls may go on once the server has to stop. */
  readonly shutdownGraceMs: number;
}

/** Background checks of the backends. */
export interface Health extends HealthCheckPlan, HealthPolicy {
  readonly enabled: boolean;
}

/** Where the pipelines are. */
export interface PipelinesSection {
  readonly enabled: boolean;
  /** As written: looked for from the working directory, then beside the configuration. */
  readonly configFile: string;
}

/** config.yaml, checked, with its defaults filled in. */
export interface Configuration {
  readonly server: Server;
  /** In the order of the file. Hardware by its own name, not an alias. */
  readonly backends: readonly Backend[];
  readonly routing: Routing;
  readonly health: Health;
  readonly circuitBreaker: CircuitPolicy;
  readonly pipelines: PipelinesSection;
  /** What `compute-proxy calibrate` wrote; where it was found, once the configuration is loaded from a file. */
  readonly calibrationFile?: string;
  /** Recorded temperatures to play; likewise. */
  readonly thermalRecording?: string;
  /** Directory for what the proxy keeps, from the working directory. */
  readonly dataDir: string;
}
