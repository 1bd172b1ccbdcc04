import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import {
  createFileRegistry,
  type DescField,
  type DescMessage,
  type DescMethod,
  fromBinary,
  ScalarType,
} from "@bufbuild/protobuf";
import { FileDescriptorSetSchema } from "@bufbuild/protobuf/wkt";

/** What a field can be given; each kind has its own bad values. */
export type FieldKind = "text" | "bytes" | "uint32" | "double" | "float" | "bool" | "message" | "json" | "list" | "map";

/** A step down from a request: the name of a field; "[]", an entry of a list; "{name}" or "{value}", that of an entry of a map. */
export type Step = string;

/** One place of a request that a client fills. */
export interface RequestField {
  /** The message of the request: "GenerateRequest". */
  readonly request: string;
  readonly steps: readonly Step[];
  readonly kind: FieldKind;
}

/** "options.stop[]", "annotations.custom{name}". */
export function pathOf({ steps }: Pick<RequestField, "steps">): string {
  return steps.reduce((path, step) => (/^[[{]/.test(step) || path === "" ? path + step : `${path}.${step}`), "");
}

/** The RPCs of ComputeService, from the descriptors that packages/api ships. */
export function computeMethods(): readonly DescMethod[] {
  const path = createRequire(import.meta.url).resolve("@compute-proxy/api/descriptor.binpb");
  const registry = createFileRegistry(fromBinary(FileDescriptorSetSchema, readFileSync(path)));
  const service = registry.getService("compute.v1.ComputeService");
  if (!service) throw new Error("the descriptors do not hold compute.v1.ComputeService");
  return service.methods;
}

/** Every field of a message, and every field inside each. A google.protobuf.Struct is one field: its own shape is open. */
export function fieldsOf(message: DescMessage): readonly RequestField[] {
  return inside(message, message.name, []);
}

function inside(message: DescMessage, request: string, above: readonly Step[]): readonly RequestField[] {
  return message.fields.flatMap((field) => {
    const steps = [...above, field.name];
    if (field.fieldKind === "list") {
      return [{ request, steps, kind: "list" as const }, ...valueFields(field, request, [...steps, "[]"])];
    }
    if (field.fieldKind !== "map") return valueFields(field, request, steps);
    return [
      { request, steps, kind: "map" as const },
      { request, steps: [...steps, "{name}"], kind: "text" as const },
      ...valueFields(field, request, [...steps, "{value}"]),
    ];
  });
}

function valueFields(field: DescField, request: string, steps: readonly Step[]): readonly RequestField[] {
  const { message } = field;
  if (!message) return [{ request, steps, kind: scalarKind(field) }];
  if (message.typeName === "google.protobuf.Struct") return [{ request, steps, kind: "json" }];
  return [{ request, steps, kind: "message" }, ...inside(message, request, steps)];
}

const scalarKinds: ReadonlyMap<ScalarType, FieldKind> = new Map([
  [ScalarType.STRING, "text"],
  [ScalarType.BYTES, "bytes"],
  [ScalarType.UINT32, "uint32"],
  [ScalarType.DOUBLE, "double"],
  [ScalarType.FLOAT, "float"],
  [ScalarType.BOOL, "bool"],
]);

function scalarKind({ name, scalar }: DescField): FieldKind {
  const kind = scalar === undefined ? undefined : scalarKinds.get(scalar);
  if (!kind) throw new Error(`there are no bad values for the type of ${name}: add its kind here and to bad-values.ts`);
  return kind;
}
