import { ReleasePolicy } from "@signalbox/core/release/policy";
import { facts } from "../render/table.ts";

/** The whole policy that a tour plays under, one field a line with its unit; fields that it changes are marked. */
export function renderPolicy(changed: Partial<ReleasePolicy>): string {
  const policy: Readonly<Record<string, unknown>> = ReleasePolicy.parse(changed);
  return facts(
    Object.entries(ReleasePolicy.shape)
      .filter(([name]) => name !== "alarms")
      .map(([name, schema]) => {
        const unit = schema.meta()?.unit;
        const value = [policy[name]].flat().join(", ");
        return [
          name,
          `${value}${unit ? ` ${String(unit)}` : ""}${name in changed ? "  (this tour's own)" : ""}`,
        ] as const;
      }),
  );
}
