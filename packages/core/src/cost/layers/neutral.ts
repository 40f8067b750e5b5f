import { inNeutral } from "../../workflow/where.ts";
import type { Line, Place } from "../item.ts";
import { type Registry, startsItself } from "../registry.ts";
import { callUse, runLines } from "../run-lines.ts";
import { scheduledRuns } from "../scheduled.ts";

/** What the stacks create in the neutral region, as far as it costs; test/infra/cost.test.ts holds it against what they register. */
export function neutralInventory({ functions }: Pick<Registry, "functions">) {
  const here = inNeutral(functions);
  // Of messages to people, and of what starts by itself.
  const queues = 1 + here.filter(startsItself).length;
  return {
    keys: 1,
    tables: 2,
    topics: 2,
    queues,
    lambdas: here.length,
    logGroups: here.length,
    schedules: here.flatMap(({ triggers }) => triggers).filter(({ kind }) => kind === "schedule").length,
    metricAlarms: queues + 2 * here.length,
  };
}

/**
 * The neutral region's, said once, in the primary's lines and at its prices: the table has none of a region that the platform does not
 * stand in, and what is there costs the same in all regions of the United States.
 */
export function neutralLines({ config, registry, primary, others, usage }: Place): readonly Line[] {
  if (!primary || others === 0) return [];
  const { keys, metricAlarms } = neutralInventory(registry);
  const note = `in ${config.neutralRegion}, at the primary's price`;
  return [
    { what: "the neutral region's key", quantity: keys, price: "kms-key", note },
    { what: "the neutral region's alarms", quantity: metricAlarms, price: "alarm", note },
    ...inNeutral(registry.functions).flatMap((each) => {
      const times = scheduledRuns(each);
      return times === 0 ? [] : runLines(`${each.name} in the neutral region`, callUse, times, usage);
    }),
  ];
}
