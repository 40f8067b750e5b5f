import { freeUntilUsed, type Line, type Place } from "../item.ts";
import { callUse, runLines } from "../run-lines.ts";
import { runs } from "../runs.ts";
import { scheduledRuns } from "../scheduled.ts";
import { neutralLines } from "./neutral.ts";

/** GB that the ledger and the idempotency table hold: records expire. */
const ledgerGb = 0.1;

export function operationsLines(place: Place): readonly Line[] {
  return [...idleLines(place), ...neutralLines(place), ...releaseLines(place)];
}

/** What stands and runs while nobody releases anything. */
export function idleLines({ has, registry, usage }: Place): readonly Line[] {
  const scheduled = [...registry.workflows, ...registry.functions].map(scheduledRuns);
  const calls = scheduled.reduce((sum, each) => sum + each, 0);
  return [
    { what: "ledger and idempotency table", quantity: ledgerGb, price: "table-storage" },
    { what: "their point-in-time recovery", quantity: ledgerGb, price: "table-recovery" },
    {
      what: "state machines",
      quantity: 0,
      price: "transition",
      note: `${has.stateMachines}, ${freeUntilUsed}`,
    },
    { what: "Lambdas", quantity: 0, price: "lambda-requests", note: `${has.lambdas}, ${freeUntilUsed}` },
    {
      what: "dead-letter queues",
      quantity: 0,
      price: "queue-requests",
      note: `${has.queues}, ${freeUntilUsed}`,
    },
    { what: "rules", quantity: 0, price: "custom-events", note: "events of AWS on the default bus are free" },
    { what: "parameters", quantity: 0, price: "parameter", note: "standard parameters are free" },
    { what: "schedules", quantity: calls / 1e6, price: "schedules", note: `${has.schedules} of them` },
    ...registry.functions.flatMap((each) => {
      const times = scheduledRuns(each);
      return times === 0 ? [] : runLines(each.name, callUse, times, usage);
    }),
  ];
}

/** Releases happen where users are. A release of the longest ladder stands for all. */
function releaseLines({ config, registry, usage, primary }: Place): readonly Line[] {
  const measured = runs.release;
  if (!primary || measured === undefined || !registry.workflows.some(({ name }) => name === "release"))
    return [];
  const canaries = Object.values(config.groups).filter(({ strategy }) => strategy === "canary");
  const [longest] = canaries.toSorted((a, b) => b.policy.ladder.length - a.policy.ladder.length);
  if (longest === undefined) return [];
  return runLines("releases", measured({ ...longest.policy, alarms: [] }), usage.releases, usage);
}
