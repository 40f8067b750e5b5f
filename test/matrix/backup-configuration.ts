import { ledgerKeys } from "@signalbox/core/ledger/keys";
import { Lock } from "@signalbox/core/ledger/records";
import { classLedgerOf, getItem } from "@signalbox/functions/aws/ledger";
import { backup } from "@signalbox/functions/workflows/backup/workflow";
import { type Configured, configuration, onConfiguration } from "../workflows/configuration.fixture.ts";
import { names } from "../workflows/deployment.fixture.ts";
import { here, person, there } from "../workflows/points.fixture.ts";
import { strangeJob } from "./strange-job.ts";
import { type Invariant, type MatrixWorkflow, type Scenario, underTest } from "./workflow.ts";

const lease: Invariant<Configured> = {
  says: "the lease is free",
  holds: async ({ laptop }) =>
    (await getItem(classLedgerOf(laptop, configuration), ledgerKeys.lock, Lock))?.owner === undefined,
};

const truthful: Invariant<Configured> = {
  says: "no point that the bucket does not hold is called made",
  holds: async ({ laptop }) => {
    const keys = [...(await laptop.keys(here)), ...(await laptop.keys(there))];
    return (await laptop.points()).every(
      ({ id, phase }) => phase === "failed" || keys.includes(laptop.keyOf(id)),
    );
  },
};

const onePoint: Invariant<Configured> = {
  says: "there is one point, and the run's report names it",
  holds: async ({ laptop }) => {
    const [point, ...more] = (await laptop.points()).filter(({ copyOf }) => copyOf === undefined);
    const { point: named } = (await laptop.report(underTest, configuration)) ?? {};
    return more.length === 0 && point !== undefined && named === point.id;
  },
};

const late: Invariant<Configured> = {
  says: "the report calls late what has not been done, and nothing else",
  holds: async ({ laptop, fault, state }) => {
    const said = (await laptop.report(underTest, configuration))?.remarks.join() ?? "";
    const isCopied = (await laptop.points()).some(({ copyOf }) => copyOf !== undefined);
    const isPruned = (await laptop.executions("prune")).length === 1;
    // What cannot be noted, the copy and the pruning have told.
    if (state === "NoteLate" && fault === "denied") return said === "";
    return isCopied !== said.includes("The copy to") && isPruned !== said.includes("The pruning of");
  },
};

const scenario = (name: string, states: readonly string[], fails = false): Scenario<Configured> => ({
  name,
  setting: {},
  states: { backup: states },
  start: async (on) => {
    const role = names.role(here, "copy");
    if (fails) on.cloud.faults.add({ kind: "deny", service: "s3", operation: "PutObject", role });
    return await on.start(backup.name, underTest, { class: configuration });
  },
});

/** Which faults strike a state: what a start or a write may end in unheard. What delays a call is struck where a job is made. */
const strikes: Readonly<Record<string, readonly string[]>> = {
  KeepConfiguration: ["lost-reply", "denied", "wrong-state", "crash"],
  Copy: ["fails-before", "lost-reply", "denied"],
  Prune: ["lost-reply", "denied"],
  NoteLate: ["lost-reply", "denied", "crash"],
};

/** A backup that takes no job of AWS Backup, and what follows every backup: a copy into another region, and the pruning. */
export const backupConfigurationMatrix: MatrixWorkflow<Configured> = {
  name: "backup-configuration",
  play: ({ guards }, play) => onConfiguration({ guards: (clock) => guards?.(clock) ?? [] }, play),
  faults: ["fails-before", "lost-reply", "denied", "wrong-state", "crash"],
  workflows: [backup],
  scenarios: [
    scenario("followed", ["KeepConfiguration", "Copy", "Prune"]),
    scenario("late", ["NoteLate"], true),
  ],
  ends: { Made: [onePoint, late], Failed: [] },
  always: [lease, truthful],
  acts: (state) => state !== "Begin",
  spares: (state, fault) =>
    strikes[state]?.includes(fault) ? undefined : "another state's call is struck so, or another matrix's",
  happen: strangeJob,
  // Somebody takes the lease away.
  meddle: async ({ world, platform }) => {
    const Key = { pk: { S: ledgerKeys.class(configuration) }, sk: { S: ledgerKeys.lock } };
    await world.call("dynamodb", "DeleteItem", { TableName: platform.ledgerTable, Key }, person);
  },
};
