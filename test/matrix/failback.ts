import { failback } from "@signalbox/functions/workflows/failback/workflow";
import { names } from "../simulation/failover/ground.ts";
import { primary } from "../simulation/failover/stories.ts";
import { claimsIn } from "../simulation/failover/watch.ts";
import { asked, beforeClaim, beginsFailback, insists } from "./failback-states.ts";
import { invariantsOf, whatPasses } from "./failover-invariants.ts";
import { kill, minute, onRegions, type Regions, says, start } from "./three-regions.ts";
import type { Visits } from "./visits.ts";
import type { MatrixWorkflow, Scenario } from "./workflow.ts";

async function people(regions: Regions, visits: Visits): Promise<void> {
  await visits.of("Ask");
  await insists(regions, "approve");
  await visits.of("AskHow");
  await insists(regions, "retry");
}

const home: Scenario<Regions> = {
  name: "home",
  setting: {},
  states: {
    failback: [...beforeClaim, "FreezeReleases", "TurnAhead", "TurnTraffic", "RestOther"],
  },
  meanwhile: people,
  start: beginsFailback,
};

/** A failback. What it does from the claim on is a failover's, save for what it asks of the region that is left: that one's matrix strikes it, where it is planned. */
export const failbackMatrix: MatrixWorkflow<Regions> = {
  name: "failback",
  sample: 5,
  stands: { names, region: primary },
  play: ({ guards }, scenario) => onRegions(primary, (clock) => guards?.(clock) ?? [], scenario),
  workflows: [failback],
  scenarios: [home],
  ends: { Completed: [], Failed: [], ABORTED: [] },
  always: invariantsOf({
    serves: whatPasses(primary),
    // Eight minutes after its last word a run is dead; one that was not approved asks again.
    goOn: async ({ fault, laptop: regions }) => {
      if (fault !== "wrong-state") return;
      await regions.clock.sleep(10 * minute);
      await start(regions, "failback", asked, { name: "again" });
      const { owned } = claimsIn(regions.cloud.log.calls());
      if (!owned.some(({ region }) => region === primary)) await insists(regions, "approve", "again");
    },
  }),
  acts: (state) => state !== "Look",
  spares: (state, fault, { isLast }) => {
    if (fault === "throttled") return "a call that is throttled is one that fails before, twice as long";
    if (fault === "repeated-event" && state !== "Ask")
      return "nothing but a person starts it, and answers it";
    return isLast ? "it meets the step as it has met the first visit" : undefined;
  },
  // A person is quicker than the state that asks.
  happen: async (regions) => {
    await says(regions, "approve");
  },
  meddle: (regions) => kill(regions, "failback"),
};
