export { fromGrpcError } from "./from-grpc-error.js";
export { grpcTimeout, longestDeadlineMs } from "./grpc-timeout.js";
export { statusNumbers } from "./status.js";
export { errorDomain, toGrpcError } from "./to-grpc-error.js";
