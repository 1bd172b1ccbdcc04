import type { Pipeline, PipelineGroup, PipelineStreamResponse } from "@compute-proxy/api";
import { createRegistry, type Registry } from "@compute-proxy/backend";
import type { ScriptedBackend } from "@compute-proxy/backend/testing";
import type { Clock } from "@compute-proxy/core";
import { runningClock } from "@compute-proxy/core/testing";
import type { PipelineCatalog } from "@compute-proxy/pipeline";
import type { ErrorPlace } from "../call/guard-calls.js";
import { createComputeServer } from "../server/compute-server.js";
import type { OutcomeReports } from "../outcome-reports.js";
import type { GrpcServer, ServerProtection } from "../server/grpc-server.js";
import type { HeatGauge, ServiceParts } from "../service-parts.js";

/** What a test's server is made of. */
export interface TestParts {
  readonly backends: readonly ScriptedBackend[];
  readonly pipelines?: readonly Pipeline[];
  readonly groups?: readonly PipelineGroup[];
  /** In place of pipelines and groups. */
  readonly catalog?: PipelineCatalog;
  /** Default: time that passes while the test runs. */
  readonly clock?: Clock;
  /** Default: a free one. */
  readonly port?: number;
  readonly observe?: (event: PipelineStreamResponse) => void;
  /** In place of the list of errors. */
  readonly onError?: (error: unknown, place: ErrorPlace) => void;
  readonly protection?: ServerProtection;
  /** Default: nothing reads the devices. */
  readonly heat?: HeatGauge;
  readonly continuations?: ServiceParts["continuations"];
  readonly outcomes?: OutcomeReports;
}

/** A server on 127.0.0.1. The test closes it. */
export interface TestService {
  readonly address: string;
  readonly server: GrpcServer;
  readonly registry: Registry;
  /** Every event of every run. */
  readonly events: readonly PipelineStreamResponse[];
  /** What the server kept from its clients. */
  readonly errors: ReadonlyArray<{ readonly error: unknown; readonly place: ErrorPlace }>;
  close(): Promise<void>;
}

/** Starts a server over scripted backends. Calls, and so runs, are called call-1, call-2, ... */
export async function startTestService(parts: TestParts): Promise<TestService> {
  const clock = parts.clock ?? runningClock;
  const events: PipelineStreamResponse[] = [];
  const errors: Array<{ readonly error: unknown; readonly place: ErrorPlace }> = [];
  const entries = parts.backends.map((adapter) => ({ definition: adapter.definition, adapter }));
  const registry = createRegistry({ entries, policy: { unhealthyThreshold: 1 }, clock });
  let calls = 0;
  const server = createComputeServer({
    catalog: parts.catalog ?? catalogOf(parts.pipelines ?? [], parts.groups ?? []),
    registry,
    routing: { defaultBackend: undefined, fallbackStrategy: "next_best" },
    clock,
    newRunId: () => `call-${++calls}`,
    observe: (event) => {
      events.push(event);
      parts.observe?.(event);
    },
    onError: parts.onError ?? ((error, place) => void errors.push({ error, place })),
    protection: parts.protection,
    heat: parts.heat,
    continuations: parts.continuations,
    outcomes: parts.outcomes,
  });
  const port = await server.listen("127.0.0.1", parts.port ?? 0);
  return {
    address: `127.0.0.1:${port}`,
    server,
    registry,
    events,
    errors,
    async close() {
      await server.close();
      await registry.close();
    },
  };
}

function catalogOf(pipelines: readonly Pipeline[], groups: readonly PipelineGroup[]): PipelineCatalog {
  return { enabled: true, entries: pipelines.map((pipeline) => ({ kind: "ready", pipeline })), groups, problems: [] };
}
