import type { PlannedField } from "./plan-document.ts";
import type { ReleasePolicy } from "./policy.ts";

/** A release's policy field by field, beside what its group has. `asked`: the fields that the request sets. */
export function plannedPolicy(
  policy: ReleasePolicy,
  usual: ReleasePolicy,
  asked: Readonly<Record<string, unknown>>,
): PlannedField[] {
  const usually = new Map(Object.entries(usual).map(([name, value]) => [name, textOf(value)]));
  return Object.entries(policy).map(([name, value]) => {
    const text = textOf(value);
    const before = usually.get(name) ?? "";
    return { name, value: text, changed: name in asked, ...(before !== text && { usual: before }) };
  });
}

const textOf = (value: unknown): string =>
  [value]
    .flat()
    .map((each) => (typeof each === "object" ? JSON.stringify(each) : String(each)))
    .join(", ") || "none";
