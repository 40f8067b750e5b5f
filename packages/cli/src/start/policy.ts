import type { ReleaseGroup } from "@signalbox/core/platform/platform";
import { ReleasePolicy } from "@signalbox/core/release/policy";
import { table } from "../render/table.ts";

type Shown = Pick<ReleaseGroup, "name" | "policy">;

/** The whole policies that a tour plays under, one field a line with its unit; fields that it changes are marked. */
export function renderPolicies(groups: readonly Shown[], changed: Partial<ReleasePolicy>): string {
  const columns = new Map<string, Shown[]>();
  for (const group of groups) {
    const alike = JSON.stringify({ ...group.policy, alarms: [] });
    columns.set(alike, [...(columns.get(alike) ?? []), group]);
  }
  const shown = [...columns.values()];
  const rows = Object.entries(ReleasePolicy.shape)
    .filter(([name]) => name !== "alarms")
    .map(([name, schema]) => [
      name,
      ...shown.map(([group]) => shownOf(group?.policy ?? {}, name, schema.meta()?.unit)),
      name in changed ? "(this tour's own)" : "",
    ]);
  return table(["", ...shown.map((alike) => alike.map(({ name }) => name).join(", ")), ""], rows);
}

function shownOf(policy: Readonly<Record<string, unknown>>, name: string, unit: unknown): string {
  const values = [policy[name]].flat();
  const text = values.map((value) => (typeof value === "object" ? JSON.stringify(value) : value)).join(", ");
  return `${text}${unit && text !== "" ? ` ${String(unit)}` : ""}`;
}
