import { FromStringShapeDeserializer, ToStringShapeSerializer } from "@smithy/core/protocols";
import type { NormalizedSchema } from "@smithy/core/schema";
import { quoteHeader, splitHeader } from "@smithy/core/serde";
import { malformed } from "./conform.ts";
import type { WireRequest } from "./protocol.ts";
import type { RouteMatch } from "./route.ts";

/** In paths and queries timestamps are ISO 8601 (5), in headers HTTP dates, unless the model says otherwise. */
const settings = { timestampFormat: { useTrait: true, default: 5 as const }, httpBindings: true };

type Members = Record<string, unknown>;

/** The members of an input that stand in path, query and headers. */
export function readBindings(input: NormalizedSchema, request: WireRequest, match: RouteMatch): Members {
  const bound: Members = {};
  for (const [name, member] of input.structIterator()) {
    const value = readBinding(name, member, request, match);
    if (value !== undefined) bound[name] = value;
  }
  return bound;
}

function readBinding(
  name: string,
  member: NormalizedSchema,
  { url, headers }: WireRequest,
  { labels, route }: RouteMatch,
): unknown {
  const { httpLabel, httpQuery, httpHeader, httpPrefixHeaders, httpQueryParams } = member.getMergedTraits();
  if (httpLabel) return readText(member, decodeLabel(labels[name] ?? ""));
  if (httpQuery) {
    const texts = url.searchParams.getAll(httpQuery);
    return texts.length === 0 ? undefined : readTexts(member, texts);
  }
  if (httpHeader) {
    const header = headers[httpHeader.toLowerCase()];
    if (typeof header !== "string") return undefined;
    return readTexts(member, member.isListSchema() ? splitHeader(header) : [header]);
  }
  if (typeof httpPrefixHeaders === "string") {
    const prefix = httpPrefixHeaders.toLowerCase();
    const found = Object.entries(headers).filter(([key]) => key.startsWith(prefix));
    if (found.length > 0)
      return Object.fromEntries(found.map(([key, text]) => [key.slice(prefix.length), text]));
  }
  if (httpQueryParams) {
    const fixed = new Set(route.query.map(([key]) => key));
    const keys = new Set([...url.searchParams.keys()].filter((key) => !fixed.has(key)));
    const value = member.getValueSchema();
    const pairs = [...keys].map((key): [string, unknown] => [
      key,
      readTexts(value, url.searchParams.getAll(key)),
    ]);
    if (pairs.length > 0) return Object.fromEntries(pairs);
  }
  return undefined;
}

export interface BoundAnswer {
  /** By names in lower case. */
  readonly headers: Record<string, string>;
  /** Where a member is the response code. */
  readonly status?: number;
}

/** The members of an output, or of an error, that stand in headers and status. */
export function writeBindings(output: NormalizedSchema, value: object): BoundAnswer {
  const headers: Record<string, string> = {};
  let status: number | undefined;
  for (const [name, member] of output.structIterator()) {
    const item: unknown = Reflect.get(value, name);
    if (item === undefined || item === null) continue;
    const { httpHeader, httpPrefixHeaders, httpResponseCode } = member.getMergedTraits();
    if (httpHeader) headers[httpHeader.toLowerCase()] = writeText(member, item);
    else if (httpResponseCode) status = Number(item);
    else if (typeof httpPrefixHeaders === "string")
      for (const [key, text] of Object.entries(item)) headers[httpPrefixHeaders + key] = String(text);
  }
  return { headers, ...(status !== undefined && { status }) };
}

/** The member that is the whole body, if there is one. */
export function payloadMember(schema: NormalizedSchema): readonly [string, NormalizedSchema] | undefined {
  for (const entry of schema.structIterator()) if (entry[1].getMergedTraits().httpPayload) return entry;
  return undefined;
}

/** The members that make up the body where no member is all of it. */
export function bodyMembers(schema: NormalizedSchema): string[] {
  return [...schema.structIterator()].filter(([, member]) => isInBody(member)).map(([name]) => name);
}

function isInBody(member: NormalizedSchema): boolean {
  const { httpLabel, httpQuery, httpHeader, httpPrefixHeaders, httpQueryParams, httpResponseCode } =
    member.getMergedTraits();
  const bound = httpLabel || httpQuery || httpHeader || httpQueryParams || httpResponseCode;
  return !bound && httpPrefixHeaders === undefined;
}

const readText = (schema: NormalizedSchema, text: string): unknown =>
  new FromStringShapeDeserializer(settings).read(schema, text);

function readTexts(schema: NormalizedSchema, [first = "", ...rest]: readonly string[]): unknown {
  if (!schema.isListSchema()) return readText(schema, first);
  return [first, ...rest].map((text) => readText(schema.getValueSchema(), text.trim()));
}

function writeText(schema: NormalizedSchema, value: unknown): string {
  if (Array.isArray(value))
    return value.map((item) => quoteHeader(writeText(schema.getValueSchema(), item))).join(", ");
  const serializer = new ToStringShapeSerializer(settings);
  serializer.write(schema, value);
  return serializer.flush();
}

function decodeLabel(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw malformed(`the path holds a broken escape: ${text}`);
  }
}
