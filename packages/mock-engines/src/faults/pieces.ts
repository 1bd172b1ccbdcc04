import type { Rendered } from "../rendered.js";
import { bodyOf, headOf, type Script, type Step } from "../step.js";
import type { FaultCase } from "./definition.js";

/** Parts that a body which is no stream is cut into, so that there is a middle. */
const parts = 8;

/** The records of an answer; a body that is no stream, in eight parts. */
function recordsOf({ records, isStream }: Rendered): readonly Buffer[] {
  if (isStream) return records;
  const whole = Buffer.concat(records);
  const size = Math.max(1, Math.ceil(whole.length / parts));
  return Array.from({ length: Math.ceil(whole.length / size) }, (_, index) =>
    whole.subarray(index * size, (index + 1) * size),
  );
}

/** The records before a fault, `after` many and never all of them, and those behind it. */
export function split({ rendered, parameters }: FaultCase): {
  readonly before: readonly Buffer[];
  readonly behind: readonly Buffer[];
} {
  const records = recordsOf(rendered);
  const at = Math.min(parameters.after, records.length - 1);
  return { before: records.slice(0, at), behind: records.slice(at) };
}

/** The head, and the records before a fault. */
export function* beginning(fault: FaultCase): Iterable<Step> {
  const { rendered } = fault;
  yield headOf(rendered);
  yield* bodyOf({ records: split(fault).before, isStream: rendered.isStream });
}

/** An answer with these bytes in place of its own, and of its own content type unless another is given. */
export function* instead({ rendered }: FaultCase, body: string | Buffer, contentType?: string): Script {
  const records = [Buffer.from(body)];
  yield headOf({ ...rendered, records }, contentType === undefined ? {} : { "content-type": contentType });
  yield* bodyOf({ records, isStream: false });
  yield { kind: "end" };
}

/** The same status and headers with other records. */
export function* withRecords({ rendered }: FaultCase, records: readonly Buffer[]): Script {
  yield headOf({ ...rendered, records });
  yield* bodyOf({ records, isStream: rendered.isStream });
  yield { kind: "end" };
}
