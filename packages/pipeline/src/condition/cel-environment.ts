import { celEnv } from "@bufbuild/cel";

/** CEL's standard functions, and no others. */
export const celEnvironment: ReturnType<typeof celEnv> = celEnv();
