export { type BackendType, backendTypes } from "@compute-proxy/backend";
