import type { Work } from "../answer.js";
import type { ScriptFault } from "./definition.js";
import type { FaultOrder } from "./fault-order.js";

/** A fault that a request meets, and which request of its own it is. */
export interface Meeting {
  readonly fault: ScriptFault;
  readonly order: FaultOrder;
  readonly call: number;
}

/** A fault that the name of a model, or of a voice, asks for. */
export interface NamedFault {
  readonly model: string;
  readonly order: FaultOrder;
}

/** The faults that are set on one engine, and how often each was met. */
export interface ActiveFaults {
  /** Replaces the fault of the same path. */
  set(order: FaultOrder): void;
  /** Takes all of them back; those of model names begin to count anew. */
  clear(): void;
  list(): readonly FaultOrder[];
  /** The fault of this request, counted as met. One that was set comes before one that the model's name asks for. */
  meet(path: string, work: Work | undefined, byName: NamedFault | undefined): Meeting | undefined;
}

/** Most names of models whose requests are counted. */
const mostNames = 10_000;

/** None is set. */
export function createActiveFaults(): ActiveFaults {
  const active = new Map<string, { readonly order: FaultOrder; calls: number }>();
  const named = new Map<string, { readonly order: FaultOrder; calls: number }>();

  const entryOf = (model: string, order: FaultOrder): { readonly order: FaultOrder; calls: number } => {
    const known = named.get(model);
    if (known) return known;
    if (named.size >= mostNames) named.clear();
    const entry = { order, calls: 0 };
    named.set(model, entry);
    return entry;
  };

  return {
    set: (order) => void active.set(order.path ?? "", { order, calls: 0 }),
    clear() {
      active.clear();
      named.clear();
    },
    list: () => [...active.values()].map(({ order }) => order),
    meet(path, work, byName) {
      const candidates = [active.get(path), work ? active.get("") : undefined, active.get("*")];
      if (byName) candidates.push(entryOf(byName.model, byName.order));
      for (const entry of candidates) {
        if (entry === undefined || entry.calls >= entry.order.times) continue;
        const { definition } = entry.order;
        if (definition.kind !== "script" || !applies(definition, work)) continue;
        entry.calls += 1;
        return { fault: definition, order: entry.order, call: entry.calls - 1 };
      }
      return undefined;
    },
  };
}

function applies({ on }: ScriptFault, work: Work | undefined): boolean {
  return on === "everything" || (work !== undefined && on.includes(work));
}
