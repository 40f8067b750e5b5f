import type { SetPlan } from "@signalbox/core/release/set/plan";
import { remedyFor } from "../failure.ts";
import type { Colors } from "../io.ts";
import { columns } from "./columns.ts";
import { usd } from "./cost.ts";
import { duration } from "./units.ts";

/** The plan of a set of releases for a person: wave by wave, what holds of all, why it would be refused. */
export function renderSetPlan({ title, waves, rules, refusals }: SetPlan, colors: Colors): string {
  const parts = waves.map(({ begins, members }, index) => {
    const rows = members.map(({ name, strategy, atLeastSeconds, atMostSeconds, cost }) => [
      name,
      strategy,
      `${duration(atLeastSeconds)} to ${duration(atMostSeconds)}`,
      cost === undefined ? "" : usd(cost),
    ]);
    return `wave ${index + 1}: ${begins}\n${columns(["release", "by", "takes", "list price"], rows, [])}`;
  });
  const refused = refusals.map(({ error, cause }) => {
    const remedy = remedyFor(error);
    return `${colors.red("✗")} ${error}: ${cause}${remedy === undefined ? "" : `\n  ${colors.dim("do ")}  ${remedy}`}`;
  });
  return [
    colors.bold(title),
    ...parts,
    rules.map((rule) => `· ${rule}`).join("\n"),
    refused.length > 0 ? refused.join("\n") : `${colors.green("✓")} nothing would be refused`,
  ].join("\n\n");
}
