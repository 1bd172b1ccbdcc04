import type {
  DeepPartial,
  EmbedRequest,
  EmbedResponse,
  ExecutePipelineRequest,
  ExecutePipelineResponse,
  GenerateRequest,
  GenerateResponse,
  GenerateStreamResponse,
  GetPipelineRequest,
  GetPipelineResponse,
  HealthCheckRequest,
  HealthCheckResponse,
  ListBackendsRequest,
  ListBackendsResponse,
  ListPipelinesRequest,
  ListPipelinesResponse,
  PipelineStreamResponse,
  ReportOutcomeRequest,
  ReportOutcomeResponse,
  SynthesizeRequest,
  SynthesizeResponse,
  TranscribeRequest,
  TranscribeResponse,
} from "@compute-proxy/api";
import type { CallOptions } from "./call-options.js";

type Unary<Request, Response> = (request: DeepPartial<Request>, options?: CallOptions) => Promise<Response>;
type Streaming<Request, Response> = (request: DeepPartial<Request>, options?: CallOptions) => AsyncIterable<Response>;

/**
 * The RPCs of compute.v1.ComputeService. Fields that a request leaves out have their defaults. A stream's call begins with
 * its loop, and leaving the loop cancels it.
 */
export interface ComputeMethods {
  /** Runs a pipeline to its end. A run whose stage failed resolves with success false. */
  readonly executePipeline: Unary<ExecutePipelineRequest, ExecutePipelineResponse>;
  /** The same run as it happens. The last event is run_end. */
  readonly executePipelineStream: Streaming<ExecutePipelineRequest, PipelineStreamResponse>;
  /** One text generation without a pipeline. */
  readonly generate: Unary<GenerateRequest, GenerateResponse>;
  /** The same, token by token. The last message has done true and the metadata. */
  readonly generateStream: Streaming<GenerateRequest, GenerateStreamResponse>;
  /** The vector of a text. */
  readonly embed: Unary<EmbedRequest, EmbedResponse>;
  /** Speech to text. Silence is an empty text. */
  readonly transcribe: Unary<TranscribeRequest, TranscribeResponse>;
  /** Text to speech, as one WAV. */
  readonly synthesize: Unary<SynthesizeRequest, SynthesizeResponse>;
  /** Says whether an answer was good, by its run's id. NOT_FOUND when the server no longer remembers the answer. */
  readonly reportOutcome: Unary<ReportOutcomeRequest, ReportOutcomeResponse>;
  /** The pipelines that can be run, and the problems of those that cannot. */
  readonly listPipelines: Unary<ListPipelinesRequest, ListPipelinesResponse>;
  /** One definition as the server loaded it. */
  readonly getPipeline: Unary<GetPipelineRequest, GetPipelineResponse>;
  /** The configured backends and how they are. */
  readonly listBackends: Unary<ListBackendsRequest, ListBackendsResponse>;
  /** The proxy's health and that of each backend. */
  readonly healthCheck: Unary<HealthCheckRequest, HealthCheckResponse>;
}
