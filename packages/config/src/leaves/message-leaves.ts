import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { fromBinary } from "@bufbuild/protobuf";
import {
  type DescriptorProto,
  type FieldDescriptorProto,
  FieldDescriptorProto_Label,
  FileDescriptorSetSchema,
} from "@bufbuild/protobuf/wkt";

/** The leaves of a message, in the names of its JSON form: `[]` for each entry of a repeated field, `*` for a key of a map. */
export function messageLeaves(messageName: string): readonly string[] {
  return leavesOf(messageOf(`.compute.v1.${messageName}`)).map((path) => path.join("."));
}

const messages = readMessages();

function readMessages(): ReadonlyMap<string, DescriptorProto> {
  const file = fileURLToPath(import.meta.resolve("@compute-proxy/api/descriptor.binpb"));
  const set = fromBinary(FileDescriptorSetSchema, readFileSync(file));
  return new Map(set.file.flatMap((proto) => named(`.${proto.package}`, proto.messageType)));
}

function named(scope: string, types: readonly DescriptorProto[]): readonly (readonly [string, DescriptorProto])[] {
  return types.flatMap((type) => {
    const name = `${scope}.${type.name}`;
    return [[name, type] as const, ...named(name, type.nestedType)];
  });
}

function messageOf(name: string): DescriptorProto {
  const message = messages.get(name);
  if (!message) throw new Error(`no message ${name} in the descriptor set`);
  return message;
}

function leavesOf(message: DescriptorProto): readonly (readonly string[])[] {
  return message.field.flatMap((field) => fieldLeaves(field).map((path) => [field.jsonName, ...path]));
}

function fieldLeaves(field: FieldDescriptorProto): readonly (readonly string[])[] {
  const type = field.typeName === "" ? undefined : messageOf(field.typeName);
  const value = type?.options?.mapEntry === true ? type.field.find(({ name }) => name === "value") : undefined;
  if (value) return fieldLeaves(value).map((path) => ["*", ...path]);
  const inner = type ? leavesOf(type) : [[]];
  return field.label === FieldDescriptorProto_Label.REPEATED ? inner.map((path) => ["[]", ...path]) : inner;
}
