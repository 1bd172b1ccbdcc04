import type { Answer, Work } from "../answer.js";
import type { Rendered } from "../rendered.js";
import type { Script } from "../step.js";

/** What can be set about faults. Every fault names those that it has, with their defaults. */
export interface Parameters {
  /** Records of the answer that go out before. A stream has one a token; another body counts as eight. */
  readonly after: number;
  /** Where 0 is allowed it means for ever. */
  readonly ms: number;
  readonly seconds: number;
  readonly mib: number;
  readonly kib: number;
  readonly requests: number;
  readonly count: number;
  /** An address. */
  readonly to: string;
}

/** Units, for people; a parameter whose name is its unit has none. */
export const parameterUnits: Partial<Readonly<Record<keyof Parameters, string>>> = {
  after: "records",
  count: "numbers",
};

/** One request that a fault meets. */
export interface FaultCase {
  /** What a healthy engine would say. */
  readonly answer: Answer;
  /** The same as bytes. */
  readonly rendered: Rendered;
  readonly parameters: Parameters;
  /** Which request this is of those that the fault was given, from 0. */
  readonly call: number;
  /** The answer of the same kind before this one, if there was one. */
  readonly earlier: Answer | undefined;
}

/** A fault that changes how a request is answered. */
export interface ScriptFault {
  readonly kind: "script";
  /** One sentence, as it stands in the README's table. */
  readonly does: string;
  /** The work that it applies to; `everything` applies to lists and descriptions too, where a path is named. */
  readonly on: "everything" | readonly Work[];
  readonly parameters: Partial<Parameters>;
  readonly script: (fault: FaultCase) => Script;
}

/** A fault of the port itself, which no model's name can ask for. */
interface PortFault {
  readonly kind: "port";
  readonly does: string;
  readonly parameters: Pick<Parameters, "ms">;
  /** Whether it closes again after it opened. */
  readonly repeats: boolean;
}

/** One fault. */
export type FaultDefinition = ScriptFault | PortFault;

/** A fault of everything that speaks HTTP. */
export function anywhere(
  does: string,
  script: ScriptFault["script"],
  parameters: Partial<Parameters> = {},
): ScriptFault {
  return { kind: "script", does, on: "everything", parameters, script };
}

/** A fault of some kinds of work. */
export function only(
  on: readonly Work[],
  does: string,
  script: ScriptFault["script"],
  parameters: Partial<Parameters> = {},
): ScriptFault {
  return { kind: "script", does, on, parameters, script };
}
