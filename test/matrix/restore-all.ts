import { ledgerKeys } from "@signalbox/core/ledger/keys";
import { Lock, Token } from "@signalbox/core/ledger/records";
import { getItem, workLedgerOf } from "@signalbox/functions/aws/ledger";
import { restoreAll } from "@signalbox/functions/workflows/restore-all/workflow";
import { person } from "../workflows/backup.fixture.ts";
import { onRuined, type Ruined } from "../workflows/restore-all.fixture.ts";
import { answer, type Word } from "./people.ts";
import { strangeJob } from "./strange-job.ts";
import { type Invariant, type MatrixWorkflow, type Scenario, underTest } from "./workflow.ts";

const ledgerOf = (on: Ruined) => workLedgerOf(on, "restore", "all");
/** Each part by what shows of it. */
const shown = { configuration: "feature", database: "host", files: "bucket" } as const;

const asRecorded: Invariant<Ruined> = {
  says: "what serves of each part is what the part's own record says",
  holds: async ({ laptop: { after, before, record, serving } }) => {
    const now = await serving();
    for (const [what, place] of Object.entries(shown)) {
      const part = await record(`${underTest}-${what}`, what as keyof typeof shown);
      const isRestored = part?.phase === "keeping-old" || part?.outcome === "restored";
      if (now[place] !== (isRestored ? after(underTest) : before)[place]) return false;
    }
    return true;
  },
};

const inOrder: Invariant<Ruined> = {
  says: "parts are started in their order, each once, and a run that has lost its lease does nothing more",
  holds: async ({ laptop, fault, state, visits, armedAt }) => {
    const started = (await laptop.restores()).toReversed();
    const all = ["secrets", "configuration", "database", "files"].map((what) => `${underTest}-${what}`);
    const isLost = fault === "wrong-state" && state === "FollowParts";
    const more = visits.all.some((visit) => visit.state === state && visit.at > armedAt);
    return !(isLost && more) && started.every((name, at) => name === all[at]);
  },
};

const wayBack: Invariant<Ruined> = {
  says: "a word leads back each part that has not gone back with the whole",
  holds: async ({ laptop, state = "" }) => {
    const { outcome } = (await laptop.record(underTest, "all")) ?? {};
    const { feature, host, bucket } = await laptop.serving();
    const { before } = laptop;
    const isBack = feature === before.feature && host === before.host && bucket === before.bucket;
    return outcome === "gone-back" ? isBack : outcome !== undefined || state.startsWith("End");
  },
};

const lease: Invariant<Ruined> = {
  says: "the lease is free, or goes with the run that could not give it back, and nobody is asked any more",
  holds: async ({ laptop, state = "" }) => {
    const owner = (await getItem(ledgerOf(laptop), ledgerKeys.lock, Lock))?.owner;
    const token = await getItem(ledgerOf(laptop), ledgerKeys.token(underTest), Token);
    const { phase } = (await laptop.record(underTest, "all")) ?? {};
    return (owner === undefined || state.startsWith("End")) && (phase === "ended" || token === undefined);
  },
};

const scenario = (
  name: string,
  states: readonly string[],
  says: Readonly<Record<string, Word>>,
): Scenario<Ruined> => ({
  name,
  setting: {},
  states: { "restore-all": states },
  start: async (on) => {
    await on.hurryPeople(200, restoreAll.name);
    return await on.order(underTest);
  },
  meanwhile: async (on, visits) => {
    for (const [state, word] of Object.entries(says)) void answer(on, visits, { state, word, what: "all" });
  },
});

/** Which faults strike a state: a whole restore is dear, and what its parts do is struck in the matrices of theirs. */
const strikes: Readonly<Record<string, readonly string[]>> = {
  Plan: ["wrong-state", "crash"],
  AskPerson: ["lost-reply"],
  FollowParts: ["lost-reply", "denied", "wrong-state"],
  KeepOld: ["denied"],
  EndGoneBack: ["lost-reply"],
  EndFailed: ["crash"],
};

/** Secrets, configuration, database and files to one moment, and back again. */
export const restoreAllMatrix: MatrixWorkflow<Ruined> = {
  name: "restore-all",
  play: ({ guards }, play) => onRuined({ permanent: true, guards: (clock) => guards?.(clock) ?? [] }, play),
  faults: ["lost-reply", "denied", "wrong-state", "crash"],
  workflows: [restoreAll],
  scenarios: [
    scenario("aborted", ["Plan", "AskPerson", "EndFailed"], { AskPerson: "abort" }),
    scenario("back", ["FollowParts", "KeepOld", "EndGoneBack"], { AskPerson: "approve", KeepOld: "back" }),
  ],
  ends: { Ended: [], Failed: [] },
  always: [asRecorded, inOrder, wayBack, lease],
  acts: (state) => state !== "Plan",
  spares: (state, fault, { isLast }) =>
    strikes[state]?.includes(fault) && !(isLast && fault === "lost-reply")
      ? undefined
      : "the same kind of call is struck in another state",
  happen: strangeJob,
  // Somebody takes the lease away.
  meddle: async ({ platform, world }) => {
    const Key = { pk: { S: ledgerKeys.work("restore", "all") }, sk: { S: ledgerKeys.lock } };
    await world.call("dynamodb", "DeleteItem", { TableName: platform.ledgerTable, Key }, person);
  },
};
