import { rehearse } from "@signalbox/functions/workflows/rehearse/workflow";
import { surveyDatabase } from "@signalbox/functions/workflows/survey-database/workflow";
import { person } from "../workflows/backup.fixture.ts";
import { onServing, type Serving } from "../workflows/rehearse.fixture.ts";
import { strangeJob } from "./strange-job.ts";
import { type Invariant, type MatrixWorkflow, underTest } from "./workflow.ts";

const nothingLeft: Invariant<Serving> = {
  says: "no clone, task, task definition or survey is left, or a person is told which",
  holds: async ({ laptop, state }) => {
    const left = await laptop.left();
    // Surveys expire by themselves.
    const dear = left.filter((one) => state !== "Forget" || !one?.startsWith("looks/"));
    return dear.length === 0 || (await laptop.report(underTest))?.problem?.error === "Upgrade.LeftBehind";
  },
};

const lease: Invariant<Serving> = {
  says: "the lease is free, or goes with the run that could not give it back",
  holds: async ({ laptop, state }) => (await laptop.lease())?.owner === undefined || state === "End",
};

const serves: Invariant<Serving> = {
  says: "what serves is as it was",
  holds: async ({ laptop }) => (await laptop.production()) === laptop.before,
};

/** An additive upgrade is rehearsed on a clone, judged, and all of it removed. */
export const rehearseMatrix: MatrixWorkflow<Serving> = {
  name: "rehearse",
  play: ({ guards }, play) =>
    onServing({ upgrade: "additive", guards: (clock) => guards?.(clock) ?? [] }, play),
  workflows: [rehearse, surveyDatabase],
  scenarios: [
    {
      name: "additive",
      setting: {},
      states: {
        rehearse: [
          "Begin",
          "Clone",
          "LookAtClone",
          "BeginMigration",
          "WatchMigration",
          "Judge",
          "EndMigration",
          "RemoveClone",
          "Forget",
          "End",
        ],
        "survey-database": ["Survey"],
      },
      start: async (on) => {
        // What is read here can be stale for the run's first steps.
        await on.left();
        return await on.start(underTest);
      },
    },
  ],
  ends: {
    Rehearsed: [
      {
        says: "it is called additive, and the evidence is kept",
        holds: async ({ laptop, fault }) => {
          const document = await laptop.document(underTest);
          const { class: of, refused = [] } = document?.judgement ?? {};
          return of === "additive" || (refused.length > 0 && fault === "wrong-state");
        },
      },
    ],
    Failed: [
      {
        says: "nobody is told that it may go out",
        holds: async ({ laptop }) => (await laptop.report(underTest))?.rehearsed === undefined,
      },
    ],
  },
  always: [nothingLeft, lease, serves],
  acts: (state) => state !== "Begin",
  spares: (state, fault) => {
    if (fault === "repeated-event") return "it waits for no event, so that none can be repeated";
    const shared = ["LookAtClone", "RemoveClone"].includes(state);
    return shared && !["wrong-state", "denied", "crash"].includes(fault)
      ? "verify-backup's matrix strikes the same step with it"
      : undefined;
  },
  happen: strangeJob,
  // Another hand takes the lease away.
  meddle: async ({ world, platform }) => {
    const Key = { pk: { S: "rehearse#open-webui" }, sk: { S: "lock" } };
    await world.call("dynamodb", "DeleteItem", { TableName: platform.ledgerTable, Key }, person);
  },
};
