import { ledgerKeys } from "@signalbox/core/ledger/keys";
import { Lock } from "@signalbox/core/ledger/records";
import { getItem, workLedgerOf } from "@signalbox/functions/aws/ledger";
import { prune } from "@signalbox/functions/workflows/prune/workflow";
import { files, onPoints, type Points, person } from "../workflows/points.fixture.ts";
import { strangeJob } from "./strange-job.ts";
import { type Invariant, type MatrixWorkflow, type Scenario, underTest } from "./workflow.ts";

/** A point that AWS keeps for ever though its time is over. */
const past = (points: Points) => points.recorded(0, { expiresAt: points.clock.now() + 1_000 });

const truthful: Invariant<Points> = {
  says: "what the ledger calls gone is gone, and what the vault holds is not called gone",
  holds: async ({ laptop }) => {
    const held = await laptop.held();
    return (await laptop.points()).every(({ id, phase }) => held.includes(id) === (phase !== "expired"));
  },
};

const lastVerified: Invariant<Points> = {
  says: "the class has a verified point, and one that is not past its time stays",
  holds: async ({ laptop }) => {
    const points = await laptop.points();
    const now = laptop.clock.now();
    const young = points.some(({ made, phase }) => (made?.expiresAt ?? 0) > now && phase !== "expired");
    return young && points.some(({ phase }) => phase === "verified");
  },
};

const lease: Invariant<Points> = {
  says: "the lease is free, or goes with the run that could not give it back",
  holds: async ({ laptop, state = "" }) => {
    const ledger = workLedgerOf(laptop, "prune", files);
    return (await getItem(ledger, ledgerKeys.lock, Lock))?.owner === undefined || state.startsWith("End");
  },
};

const scenario = (name: string, states: readonly string[], isStopped = false): Scenario<Points> => ({
  name,
  setting: {},
  states: { prune: states },
  start: async (points) => {
    const verified = await past(points);
    await past(points);
    await past(points);
    await points.recorded(30);
    await points.record({ kind: "verified", id: verified, at: points.clock.now() });
    return await points.start(prune.name, underTest, { class: files });
  },
  meanwhile: async (points, visits) => {
    if (!isStopped) return;
    await visits.of("DeletePoint");
    await takeLease(points);
  },
});

async function takeLease({ world, platform }: Points): Promise<void> {
  const Key = { pk: { S: `prune#${files}` }, sk: { S: "lock" } };
  await world.call("dynamodb", "DeleteItem", { TableName: platform.ledgerTable, Key }, person);
}

/** Of four points two are past their time and may go. */
export const pruneMatrix: MatrixWorkflow<Points> = {
  name: "prune",
  play: ({ guards }, play) =>
    onPoints({ workflows: [prune], guards: (clock) => guards?.(clock) ?? [] }, play),
  workflows: [prune],
  scenarios: [scenario("pruned", ["Begin", "DeletePoint", "End"]), scenario("stopped", ["EndFailed"], true)],
  ends: {
    Pruned: [
      {
        says: "what was past its time is gone, unless somebody had verified it meanwhile",
        holds: async ({ laptop, fault }) =>
          (await laptop.held()).length === 2 || fault === "wrong-state" || fault === "denied",
      },
    ],
    Failed: [],
  },
  always: [truthful, lastVerified, lease],
  acts: (state) => state !== "Begin",
  happen: strangeJob,
  // Another hand finds a point good that is about to go, or takes the lease away.
  meddle: async (points, state) => {
    if (state !== "DeletePoint") return await takeLease(points);
    for (const { id, phase } of await points.points())
      if (phase === "made") await points.record({ kind: "verified", id, at: points.clock.now() });
  },
};
