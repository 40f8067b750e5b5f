import type { IncomingHttpHeaders } from "node:http";
import { NormalizedSchema } from "@smithy/core/schema";
import type { Operation } from "./schema.ts";

/** An operation's place in a REST API: method, path with labels, and the query that tells it from its siblings. */
export interface Route {
  readonly operation: Operation;
  readonly method: string;
  /** The status of a successful answer. */
  readonly status: number;
  readonly path: RegExp;
  readonly query: readonly (readonly [name: string, value: string])[];
  /** Query parameters and headers, in lower case, without which a request cannot be this operation's. */
  readonly required: { readonly query: readonly string[]; readonly headers: readonly string[] };
  /** More literal text and more fixed query parameters win. */
  readonly weight: number;
}

/** The route in an operation's `http` trait, or undefined where it has none (RPC protocols). */
export function route(operation: Operation): Route | undefined {
  const http = NormalizedSchema.of(operation.schema).getMergedTraits().http;
  if (!http) return undefined;
  const [method, template, status] = http;
  const [given = "", query = ""] = template.split("?");
  const path = withBucket(operation, given);
  const required = requiredOf(operation);
  const parts = path.split(/(\{[^}]+\})/);
  const pattern = parts.map((part) => (part.startsWith("{") ? label(part.slice(1, -1)) : literal(part)));
  const fixed = [...new URLSearchParams(query)];
  return {
    operation,
    method,
    status,
    path: new RegExp(`^${pattern.join("")}/?$`),
    query: fixed,
    required,
    weight:
      parts.filter((part) => !part.startsWith("{")).join("").length +
      100 * fixed.length +
      10 * (required.query.length + required.headers.length),
  };
}

export interface RouteMatch {
  readonly route: Route;
  /** Path labels by member name, still percent-encoded. */
  readonly labels: Readonly<Record<string, string>>;
}

export function matchRoute(
  routes: readonly Route[],
  method: string,
  url: URL,
  headers: IncomingHttpHeaders = {},
): RouteMatch | undefined {
  for (const route of routes) {
    if (route.method !== method) continue;
    const { query, required } = route;
    const fits =
      query.every(([name, value]) => isGiven(url.searchParams, name, value)) &&
      required.query.every((name) => url.searchParams.has(name)) &&
      required.headers.every((name) => name in headers);
    const match = fits ? route.path.exec(url.pathname) : null;
    if (match) return { route, labels: match.groups ?? {} };
  }
  return undefined;
}

/** `{Key+}` is greedy: it takes slashes too. */
function label(name: string): string {
  return name.endsWith("+") ? `(?<${name.slice(0, -1)}>.+)` : `(?<${name}>[^/]+)`;
}

const literal = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** `x-id` names an operation of S3 for those who read logs; botocore leaves it out. */
function isGiven(query: URLSearchParams, name: string, value: string): boolean {
  if (name === "x-id" && !query.has(name)) return true;
  return value === "" ? query.has(name) : query.get(name) === value;
}

/** S3's paths begin behind the bucket, which stands in the path or in the host: here it is always in the path. */
function withBucket({ input }: Operation, path: string): string {
  if (input.isUnitSchema() || path.includes("{Bucket}")) return path;
  const bucket = [...input.structIterator()].find(([name]) => name === "Bucket")?.[1];
  return bucket?.getMergedTraits().httpLabel ? `/{Bucket}${path === "/" ? "" : path}` : path;
}

/** A schema lists its required members first and says how many they are. */
function requiredOf({ input }: Operation): Route["required"] {
  if (input.isUnitSchema()) return { query: [], headers: [] };
  const schema: unknown = input.getSchema();
  const count = Array.isArray(schema) && typeof schema[6] === "number" ? schema[6] : 0;
  const members = [...input.structIterator()].slice(0, count).map(([, member]) => member.getMergedTraits());
  return {
    query: members.flatMap(({ httpQuery }) => (httpQuery ? [httpQuery] : [])),
    headers: members.flatMap(({ httpHeader }) => (httpHeader ? [httpHeader.toLowerCase()] : [])),
  };
}
