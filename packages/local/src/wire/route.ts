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
  /** More literal text and more fixed query parameters win. */
  readonly weight: number;
}

/** The route in an operation's `http` trait, or undefined where it has none (RPC protocols). */
export function route(operation: Operation): Route | undefined {
  const http = NormalizedSchema.of(operation.schema).getMergedTraits().http;
  if (!http) return undefined;
  const [method, template, status] = http;
  const [path = "", query = ""] = template.split("?");
  const parts = path.split(/(\{[^}]+\})/);
  const pattern = parts.map((part) => (part.startsWith("{") ? label(part.slice(1, -1)) : literal(part)));
  const fixed = [...new URLSearchParams(query)];
  return {
    operation,
    method,
    status,
    path: new RegExp(`^${pattern.join("")}/?$`),
    query: fixed,
    weight: parts.filter((part) => !part.startsWith("{")).join("").length + 100 * fixed.length,
  };
}

export interface RouteMatch {
  readonly route: Route;
  /** Path labels by member name, still percent-encoded. */
  readonly labels: Readonly<Record<string, string>>;
}

export function matchRoute(routes: readonly Route[], method: string, url: URL): RouteMatch | undefined {
  for (const route of routes) {
    if (route.method !== method) continue;
    const fits = route.query.every(([name, value]) =>
      value === "" ? url.searchParams.has(name) : url.searchParams.get(name) === value,
    );
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
