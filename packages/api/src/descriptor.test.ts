import { readFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import { create, fromBinary, type MessageInitShape } from "@bufbuild/protobuf";
import {
  type DescriptorProto,
  type FieldDescriptorProto,
  FieldDescriptorProto_Type as Type,
  type FileDescriptorProto,
  FileDescriptorProtoSchema,
  FileDescriptorSetSchema,
} from "@bufbuild/protobuf/wkt";

const descriptor = fromBinary(FileDescriptorSetSchema, readFileSync(new URL("../descriptor.binpb", import.meta.url)));
const ours = descriptor.file.filter((file) => file.package.startsWith("compute."));

/** Where single precision is what the engines give. */
const floats = ["compute.v1.Embedding.values", "compute.v1.EmbedResponse.embedding"];
/** Printed in quotes by JSON clients. */
const wide = [Type.INT64, Type.UINT64, Type.SINT64, Type.FIXED64, Type.SFIXED64];

describe("every field of our messages", () => {
  it("has a JSON name equal to its name, so that grpcurl prints snake_case", () => {
    expect(ours.flatMap(camelCased)).toEqual([]);
  });

  it("has no 64 bit integer, which JSON clients print in quotes", () => {
    expect(ours.flatMap(wideIntegers)).toEqual([]);
  });

  it("has no single precision but in embeddings, because 0.88 would print as 0.8799999952316284", () => {
    expect(ours.flatMap(singlePrecision).toSorted()).toEqual(floats.toSorted());
  });

  it("was looked at", () => {
    expect(ours.map((file) => file.name)).toContain("compute/v1/result.proto");
    expect(ours.flatMap(fieldsOf).length).toBeGreaterThan(200);
  });
});

describe("every message, service and RPC of ours", () => {
  it("has a comment that reflection shows", () => {
    expect(ours.flatMap(uncommented)).toEqual([]);
  });
});

describe("the rules above", () => {
  it.each([
    { title: "a camelCase JSON name", rule: camelCased, field: { name: "run_id", jsonName: "runId" } },
    { title: "an int64", rule: wideIntegers, field: { name: "nanos", type: Type.INT64 } },
    { title: "a fixed64", rule: wideIntegers, field: { name: "hash", type: Type.FIXED64 } },
    { title: "a float", rule: singlePrecision, field: { name: "share", type: Type.FLOAT } },
  ])("find $title, also in a nested message", ({ rule, field }) => {
    const nested = { name: "Outer", nestedType: [{ name: "Inner", field: [field] }] };

    expect(rule(madeUp({ messageType: [nested] }))).toEqual([`made.up.Outer.Inner.${field.name}`]);
  });

  it("find a message, a service and an RPC without a comment", () => {
    const file = madeUp({
      messageType: [{ name: "Told" }, { name: "Untold" }],
      service: [{ name: "Quiet", method: [{ name: "Call" }] }],
      sourceCodeInfo: { location: [{ path: [4, 0], leadingComments: " Says what it is.\n" }] },
    });

    expect(uncommented(file)).toEqual(["made.up.Untold", "made.up.Quiet", "made.up.Quiet.Call"]);
  });
});

function camelCased(file: FileDescriptorProto): readonly string[] {
  return fieldsOf(file).flatMap(({ path, field }) => (field.jsonName === field.name ? [] : [path]));
}

function wideIntegers(file: FileDescriptorProto): readonly string[] {
  return fieldsOf(file).flatMap(({ path, field }) => (wide.includes(field.type) ? [path] : []));
}

function singlePrecision(file: FileDescriptorProto): readonly string[] {
  return fieldsOf(file).flatMap(({ path, field }) => (field.type === Type.FLOAT ? [path] : []));
}

/** Paths of source positions are field numbers of descriptor.proto: 4 message, 6 service, 2 method in a service. */
function uncommented(file: FileDescriptorProto): readonly string[] {
  const commented = new Set(
    (file.sourceCodeInfo?.location ?? []).flatMap(({ path, leadingComments }) =>
      leadingComments.trim() === "" ? [] : [path.join(".")],
    ),
  );
  const places = [
    ...file.messageType.map(({ name }, index) => ({ name, place: `4.${index}` })),
    ...file.service.flatMap((service, index) => [
      { name: service.name, place: `6.${index}` },
      ...service.method.map(({ name }, method) => ({
        name: `${service.name}.${name}`,
        place: `6.${index}.2.${method}`,
      })),
    ]),
  ];
  return places.flatMap(({ name, place }) => (commented.has(place) ? [] : [`${file.package}.${name}`]));
}

interface PlacedField {
  readonly path: string;
  readonly field: FieldDescriptorProto;
}

function fieldsOf(file: FileDescriptorProto): readonly PlacedField[] {
  return file.messageType.flatMap((message) => fieldsOfMessage(message, file.package));
}

/** The entries of a map are a message of the compiler's own: its key and value are single words. */
function fieldsOfMessage(message: DescriptorProto, prefix: string): readonly PlacedField[] {
  const path = `${prefix}.${message.name}`;
  return [
    ...message.field.map((field) => ({ path: `${path}.${field.name}`, field })),
    ...message.nestedType.flatMap((nested) => fieldsOfMessage(nested, path)),
  ];
}

function madeUp(file: MessageInitShape<typeof FileDescriptorProtoSchema>): FileDescriptorProto {
  return create(FileDescriptorProtoSchema, { package: "made.up", ...file });
}
