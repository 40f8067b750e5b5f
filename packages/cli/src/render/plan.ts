import type { PlanDocument } from "@signalbox/core/release/plan-document";
import { remedyFor } from "../failure.ts";
import type { Colors } from "../io.ts";
import { columns } from "./columns.ts";
import { usd } from "./cost.ts";
import { shorten } from "./shorten.ts";
import { facts } from "./table.ts";
import { duration, stopwatch } from "./units.ts";
import { hang } from "./wrap.ts";

/** A plan for a person, within the page's width. */
export function renderPlan(plan: PlanDocument, colors: Colors): string {
  const { title, strategy, stages, steps } = plan;
  return [
    colors.bold(title),
    ...(strategy ? [factsOf(plan)] : []),
    ...(stages.length > 0 ? [stageTable(stages)] : []),
    ...(steps.length > 0 ? [stepList(steps, colors)] : []),
    refusalsOf(plan, colors),
  ].join("\n\n");
}

function factsOf({ strategy, policy, stages, cost, drift, compared, ...plan }: PlanDocument): string {
  const differing = policy.filter(({ changed, usual }) => changed || usual !== undefined);
  const usually = (usual: string | undefined) => (usual === undefined ? "" : ` (else ${usual})`);
  return facts([
    ["strategy", strategy?.why],
    ...plan.facts.map(([name, value]) => [name, shorten(value)] as const),
    ["turns back", stages.length > 0 ? `wherever it can, when ${listed(commonReasons(stages))}` : undefined],
    ["policy", policy.map(({ name, value }) => `${name}=${value.replaceAll(", ", ",")}`).join(" ")],
    [
      "this time",
      differing.map(({ name, value, usual }) => `${name} ${value}${usually(usual)}`).join("; ") || undefined,
    ],
    [
      "takes",
      stages.length > 0 ? `${duration(plan.atLeastSeconds)} to ${duration(plan.atMostSeconds)}` : undefined,
    ],
    [
      "cost",
      cost === undefined
        ? "not known: a workflow of it was not measured, or the region has no prices here"
        : `${usd(cost)} to a promotion, at list price`,
    ],
    ["drift", drift ?? (compared ? "none found" : "not looked for")],
  ]);
}

/** With the other five columns as wide as the page. */
const widths = [15, undefined, undefined, undefined, undefined, 19, 30];

/** Why every stage that can turn back does so: told once. */
function commonReasons(stages: PlanDocument["stages"]): string[] {
  const turning = stages.map(({ turnsBack }) => turnsBack).filter(({ length }) => length > 0);
  return (turning[0] ?? []).filter((reason) => turning.every((reasons) => reasons.includes(reason)));
}

const listed = (reasons: readonly string[]): string => reasons.map((each) => shorten(each)).join("; ");

function stageTable(stages: PlanDocument["stages"]): string {
  const common = commonReasons(stages);
  const own = (turnsBack: readonly string[]): string =>
    turnsBack.length === 0
      ? "never"
      : listed(turnsBack.filter((reason) => !common.includes(reason))) || "as said above";
  return columns(
    ["STAGE", "WEIGHT", "TASKS", "FROM", "TO", "GOES ON WHEN", "TURNS BACK WHEN"],
    stages.map(({ name, weight, capacities = {}, atLeastSeconds, atMostSeconds, goesOn, turnsBack }) => [
      name,
      weight === undefined ? "–" : `${weight} %`,
      // Of several services in the order in which they are told.
      Object.values(capacities).join(" + ") || "–",
      stopwatch(atLeastSeconds),
      stopwatch(atMostSeconds),
      goesOn,
      own(turnsBack),
    ]),
    widths,
  );
}

function stepList(steps: PlanDocument["steps"], colors: Colors): string {
  const lines = steps.map(
    ({ state, says, calls }) => `${hang(`${state}: ${says}`, 2)}\n  ${colors.dim(hang(calls.join(" "), 2))}`,
  );
  return [colors.bold("Steps, and the AWS calls that each may make"), ...lines].join("\n");
}

function refusalsOf({ refusals, drift }: PlanDocument, colors: Colors): string {
  const all = [...refusals, ...(drift === undefined ? [] : [{ error: "Release.Drifted", cause: drift }])];
  if (all.length === 0) return `${colors.green("✓")} it would not be refused`;
  return all
    .map(({ error, cause }) => {
      const remedy = remedyFor(error);
      const line = `${colors.red("✗")} ${hang(`it would be refused: ${error}: ${cause}`, 2)}`;
      return remedy === undefined ? line : `${line}\n  ${hang(remedy, 2)}`;
    })
    .join("\n");
}
