import { FromStringShapeDeserializer } from "@smithy/core/protocols";
import type { NormalizedSchema } from "@smithy/core/schema";
import { malformed } from "./conform.ts";

/** Dotted form keys as a tree: `Actions.member.1.Type=forward` is the leaf Actions → member → 1 → Type. */
interface Node {
  text?: string;
  readonly children: Map<string, Node>;
}

/** Timestamps are ISO 8601 (5) where the model says nothing. */
const scalars = new FromStringShapeDeserializer({ timestampFormat: { useTrait: true, default: 5 } });

/** Reads the parameters of a query request into the shape of `schema`; parameters that it does not name are ignored. */
export function readForm(schema: NormalizedSchema, form: URLSearchParams): object {
  const root: Node = { children: new Map() };
  for (const [key, text] of form) {
    let node = root;
    for (const part of key.split(".")) {
      const child: Node = node.children.get(part) ?? { children: new Map() };
      node.children.set(part, child);
      node = child;
    }
    node.text = text;
  }
  return readStruct(schema, root);
}

function read(schema: NormalizedSchema, node: Node): unknown {
  const compound = schema.isStructSchema() || schema.isListSchema() || schema.isMapSchema();
  if (compound && node.text) throw malformed(`a value stands where members are expected: ${node.text}`);
  if (schema.isStructSchema()) return readStruct(schema, node);
  if (schema.isListSchema()) return readList(schema, node);
  if (schema.isMapSchema()) return readMap(schema, node);
  if (node.text === undefined) throw malformed("members stand where a value is expected");
  return scalars.read(schema, node.text);
}

function readStruct(schema: NormalizedSchema, node: Node): object {
  const struct: Record<string, unknown> = {};
  for (const [name, member] of schema.structIterator()) {
    const child = node.children.get(member.getMergedTraits().xmlName ?? name);
    if (child) struct[name] = read(member, child);
  }
  return struct;
}

/** An empty list is sent as its bare name with no text. botocore writes `member` even where the model renames elements. */
function readList(schema: NormalizedSchema, node: Node): unknown[] {
  const element = schema.getValueSchema();
  const elementName = element.getMergedTraits().xmlName ?? "member";
  const holder = schema.getMergedTraits().xmlFlattened
    ? node
    : (node.children.get(elementName) ?? node.children.get("member"));
  return numbered(holder).map((child) => read(element, child));
}

function readMap(schema: NormalizedSchema, node: Node): object {
  const value = schema.getValueSchema();
  const keyName = schema.getKeySchema().getMergedTraits().xmlName ?? "key";
  const valueName = value.getMergedTraits().xmlName ?? "value";
  const holder = schema.getMergedTraits().xmlFlattened ? node : node.children.get("entry");
  const entries = numbered(holder).map((entry): [string, unknown] => {
    const key = entry.children.get(keyName)?.text;
    const child = entry.children.get(valueName);
    if (key === undefined || !child) throw malformed("a map entry lacks its key or its value");
    return [key, read(value, child)];
  });
  return Object.fromEntries(entries);
}

/** The children whose names are numbers, in the order of the numbers. */
function numbered(node: Node | undefined): Node[] {
  return [...(node?.children ?? [])]
    .filter(([key]) => /^\d+$/.test(key))
    .sort(([a], [b]) => Number(a) - Number(b))
    .map(([, child]) => child);
}
