import type { IncomingHttpHeaders } from "node:http";
import { endToEnd } from "@signalbox/core/end-to-end";

/** Says which region a request comes from: on this machine no address does. Users' requests have none, and no target sees it. */
export const fromHeader = "x-local-cloud-from";

/** What an ALB adds on the way to a target. */
export function forwarded(
  raw: readonly string[],
  headers: IncomingHttpHeaders,
  client: { readonly address: string; readonly port: number; readonly trace: () => string },
): string[] {
  const before = headers["x-forwarded-for"];
  const kept = endToEnd(raw);
  const fields: string[] = [];
  for (let i = 0; i + 1 < kept.length; i += 2) {
    const [name = "", value = ""] = [kept[i], kept[i + 1]];
    if (!added.has(name.toLowerCase())) fields.push(name, value);
  }
  fields.push("X-Forwarded-For", before ? `${before}, ${client.address}` : client.address);
  fields.push("X-Forwarded-Proto", "http", "X-Forwarded-Port", `${client.port}`);
  if (!headers["x-amzn-trace-id"]) fields.push("X-Amzn-Trace-Id", client.trace());
  return fields;
}

const added = new Set(["x-forwarded-for", "x-forwarded-proto", "x-forwarded-port", fromHeader]);

/** One value a name; of a repeated field, all of them, as RFC 9110 5.3 joins them. */
export function single(headers: IncomingHttpHeaders): Record<string, string> {
  const flat: Record<string, string> = {};
  for (const name in headers) {
    const value = headers[name];
    if (value !== undefined) flat[name] = typeof value === "string" ? value : value.join(", ");
  }
  return flat;
}
