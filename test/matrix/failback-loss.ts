import { failback } from "@signalbox/functions/workflows/failback/workflow";
import { names, person } from "../simulation/failover/ground.ts";
import { primary } from "../simulation/failover/stories.ts";
import { beforeClaim, beginsFailback, insists } from "./failback-states.ts";
import { invariantsOf } from "./failover-invariants.ts";
import { lossesOf } from "./region-losses.ts";
import { minute, onRegions, type Regions, rule, standby, third } from "./three-regions.ts";
import type { Visits } from "./visits.ts";
import type { Aftermath, MatrixWorkflow, Scenario } from "./workflow.ts";

const moving = [
  "ClaimEpoch",
  "FreezeReleases",
  "TurnAhead",
  "PromoteDatabase",
  "AwaitDatabase",
  "RotateCredentials",
  "FilesWritable",
  "ScaleServices",
  "AwaitServices",
  "VerifyFunctionality",
  "TurnTraffic",
  "WatchTraffic",
  "RestOther",
  "Report",
];

/** Who looks at what the failback waits for: lets it go, and tries again what failed or goes on without the region that is left. */
const people =
  (first: "retry" | "ungraceful") =>
  async (regions: Regions, visits: Visits): Promise<void> => {
    await visits.of("Ask");
    await insists(regions, "approve");
    for (let asked = 1; ; asked++) {
      await visits.of("AskHow", asked);
      await insists(regions, asked === 1 ? first : "retry");
    }
  };

/** A failback during which every other region's alarm starts what it starts. */
const scenario = (name: string, choice: "retry" | "ungraceful"): Scenario<Regions> => ({
  name,
  setting: {},
  states: { failback: [...beforeClaim, ...moving] },
  meanwhile: people(choice),
  start: async (regions) => {
    const started = await beginsFailback(regions);
    for (const region of [primary, standby, third])
      await regions.world.call("events", "EnableRule", { Name: rule }, person(region));
    return started;
  },
});

interface Loss {
  readonly name: string;
  readonly region: string;
  readonly whose: string;
  readonly choice: "retry" | "ungraceful";
  readonly serves: (after: Aftermath<Regions>) => string | readonly string[];
}

const matrixOf = ({ name, region, whose, choice, serves }: Loss): MatrixWorkflow<Regions> => ({
  name,
  sample: 9,
  stands: { names, region: primary },
  play: ({ guards }, scenario) =>
    onRegions(primary, (clock) => guards?.(clock) ?? [], scenario, {
      answer: { action: "retry", after: 30 },
    }),
  workflows: [failback],
  scenarios: [scenario("lost", choice)],
  faults: lossesOf(region, whose),
  ends: { Completed: [], Failed: [] },
  always: invariantsOf({
    serves,
    goOn: async ({ laptop: { clock, cloud } }) => {
      while (cloud.faults.active().length > 0) await clock.sleep(minute);
    },
  }),
  // What is struck is the failback, and not what follows it.
  acts: () => false,
  spares: (_, __, { isLast }) => (isLast ? "it meets the step as it has met the first visit" : undefined),
  happen: () => Promise.resolve(),
  meddle: () => Promise.resolve(),
});

/** The region that users are brought back to is lost on the way. */
export const failbackLosesHomeMatrix = matrixOf({
  name: "failback-loses-home",
  region: primary,
  whose: "the region that users come back to",
  choice: "retry",
  // Until it has claimed anything, users never left the other one, and it may go on once it is back.
  serves: ({ fault, state = "" }) => {
    if (fault === undefined) return primary;
    // RDS may come to its end with a move that it has begun.
    return [...beforeClaim, "ClaimEpoch", "AwaitDatabase"].includes(state) ? [primary, standby] : standby;
  },
});

/** The region that serves is lost while users are brought back from it. */
export const failbackLosesOtherMatrix = matrixOf({
  name: "failback-loses-other",
  region: standby,
  whose: "the region that serves",
  choice: "ungraceful",
  // Until anything is claimed here, whoever comes first takes over from it.
  serves: ({ fault, state = "" }) =>
    fault !== undefined && beforeClaim.includes(state) ? [primary, third] : primary,
});
