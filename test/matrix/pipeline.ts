import { pipeline } from "@signalbox/functions/workflows/pipeline/workflow";
import { onStages, production, type Stages } from "../workflows/pipeline.fixture.ts";
import { type Invariant, type MatrixWorkflow, underTest } from "./workflow.ts";

/** States that change something beside the ledger. */
const acting = ["ReleaseToStaging", "StartTests", "EndTests", "AwaitApproval", "ReleaseToProduction", "End"];
const looking = ["TakeTurn", "CheckImage", "WatchStaging", "CheckStaging", "WatchTests", "WatchProduction"];

/**
 * A Lambda that is cut off at any change is test/workflows/pipeline-cut-off.test.ts; what else can befall a step's call is the same
 * as with the steps of a release, whose matrix strikes all twelve.
 */
const strikes = (state: string): readonly string[] =>
  acting.includes(state) ? ["lost-reply", "denied"] : ["denied"];

const untouched: Invariant<Stages> = {
  says: "production was asked for a release by an approval alone, and once",
  holds: async ({ laptop }) => {
    const { said } = (await laptop.find(underTest)) ?? {};
    const asked = (await laptop.releases(production)).length;
    return asked === 0 || (asked === 1 && said?.action === "approve");
  },
};

const nothingRuns: Invariant<Stages> = {
  says: "no test runs on, unless the run could not look for it; then the next one does",
  holds: async ({ laptop, state }) => state === "End" || (await laptop.running()).length === 0,
};

const lease: Invariant<Stages> = {
  says: "the lease is free, or goes with the run that could not give it back",
  holds: async ({ laptop, state }) => (await laptop.lease())?.owner === undefined || state === "End",
};

const never = async (): Promise<never> => {
  throw new Error("no fault of this matrix needs it");
};

/** An image that both stages serve already goes through, with a person's approval. */
export const pipelineMatrix: MatrixWorkflow<Stages> = {
  name: "pipeline",
  play: ({ guards }, play) => onStages({ guards: (clock) => guards?.(clock) ?? [] }, play),
  workflows: [pipeline],
  scenarios: [
    {
      name: "approved",
      setting: {},
      states: { pipeline: [...looking, ...acting] },
      start: (stages) => stages.start(underTest),
      meanwhile: async (stages) => {
        await stages.reached(underTest, "waiting-for-approval");
        await stages.decide(underTest, "approve");
      },
    },
  ],
  ends: {
    Released: [
      {
        says: "all that was tested has passed",
        holds: async ({ laptop }) => {
          const run = await laptop.find(underTest);
          return (
            run?.outcome === "released" && run.smoke?.passed === true && run.performance?.passed === true
          );
        },
      },
    ],
    Failed: [],
  },
  always: [untouched, nothingRuns, lease],
  acts: (state) => state !== "Begin",
  spares: (state, fault) => (strikes(state).includes(fault) ? undefined : "it is struck elsewhere"),
  happen: never,
  meddle: never,
};
