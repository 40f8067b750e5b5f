import type { ReleasePolicy } from "@signalbox/core/release/policy";
import type { Entry, PlatformDocument } from "./document.ts";

/** The entry with overrides of the release policy, where it writes a group of the platform down. */
export function withPolicy(
  entry: Entry,
  { parameters }: PlatformDocument,
  policy: Partial<ReleasePolicy>,
): Entry {
  const { call } = entry;
  if (call?.operation !== "PutParameter" || Object.keys(policy).length === 0) return entry;
  const { Name, Value } = call.input;
  const start = `${parameters}/groups/`;
  if (typeof Name !== "string" || typeof Value !== "string") return entry;
  if (!Name.startsWith(start) || Name.slice(start.length).includes("/")) return entry;
  const group = JSON.parse(Value);
  const changed = JSON.stringify({ ...group, policy: { ...group.policy, ...policy } });
  return { ...entry, call: { ...call, input: { ...call.input, Value: changed } } };
}
