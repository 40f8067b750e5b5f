import { ledgerKeys } from "@signalbox/core/ledger/keys";
import { Lock, Token } from "@signalbox/core/ledger/records";
import { getItem, workLedgerOf } from "@signalbox/functions/aws/ledger";
import { decideRestore } from "@signalbox/functions/functions/decide-restore/function";
import { putBack } from "@signalbox/functions/workflows/put-back/workflow";
import { type Configured, onConfiguration, parameter } from "../workflows/configuration.fixture.ts";
import { names } from "../workflows/deployment.fixture.ts";
import { person } from "../workflows/points.fixture.ts";
import { restoring } from "../workflows/restoring.fixture.ts";
import { answer, type Word } from "./people.ts";
import { strangeJob } from "./strange-job.ts";
import { type Invariant, type MatrixWorkflow, type Scenario, underTest } from "./workflow.ts";

/** Written after the other one. */
const second = `/${names.prefix}/features/voice`;
/** What another hand writes: neither the old nor what the point holds. */
const third = "a third";
/** The states in which it does. */
const writes = ["Write", "Check"];

type On = Configured & ReturnType<typeof toolsOf>;

const toolsOf = (on: Configured) => ({
  restores: restoring(on),
  values: async () => {
    const Names = [parameter, second];
    const { Parameters = [] } = await on.world.call("ssm", "GetParameters", { Names }, person);
    return Names.map((name) => Parameters.find(({ Name }) => Name === name)?.Value);
  },
});

const ledgerOf = (on: Configured) => workLedgerOf(on, "restore", "configuration");

const asRecorded: Invariant<On> = {
  says: "the record says how it ended, both parameters hold what it says, and what another hand wrote is left",
  holds: async ({ laptop, fault, state = "" }) => {
    const values = await laptop.values();
    const { outcome, problem } = (await laptop.restores.record(underTest, "configuration")) ?? {};
    if (outcome === undefined) return state.startsWith("End") || state === "Plan";
    const isMet = fault === "wrong-state" && writes.includes(state);
    if (isMet !== values.includes(third)) return false;
    // What is denied on the way back is a person's to do, and said so.
    if (fault === "denied" && problem?.error === "Backup.NotBack") return true;
    return values.every((value) => value === third || value === (outcome === "restored" ? "on" : "off"));
  },
};

const lease: Invariant<On> = {
  says: "the lease is free, or goes with the run that could not give it back",
  holds: async ({ laptop, state = "" }) =>
    (await getItem(ledgerOf(laptop), ledgerKeys.lock, Lock))?.owner === undefined || state.startsWith("End"),
};

const noToken: Invariant<On> = {
  says: "nobody is asked any more",
  holds: async ({ laptop }) => {
    const { phase } = (await laptop.restores.record(underTest, "configuration")) ?? {};
    return (
      phase === "ended" || (await getItem(ledgerOf(laptop), ledgerKeys.token(underTest), Token)) === undefined
    );
  },
};

const scenario = (
  name: string,
  states: readonly string[],
  says: Readonly<Record<string, Word>>,
): Scenario<On> => ({
  name,
  setting: {},
  states: { "put-back": states },
  start: async (on) => {
    await on.put(second, "on");
    const point = await on.backedUp();
    await on.record({ kind: "verified", id: point, at: on.clock.now() }, "configuration/daily");
    for (const each of [parameter, second]) await on.put(each, "off");
    await on.restores.hurryPeople(200, putBack.name);
    const order = { what: "configuration", point, reason: "for the test" };
    return await on.startWorkflow(putBack.name, underTest, { ...order, requestedBy: "ada" });
  },
  meanwhile: async (on, visits) => {
    for (const [state, word] of Object.entries(says))
      void answer({ ...on.restores, clock: on.clock }, visits, { state, word, what: "configuration" });
  },
});

/**
 * Which faults strike a state. A write may be unheard of, refused, met by another hand or cut off, on both ways; a state that asks, reads or
 * notes is struck by what could hide that from it. Faults that only delay a call delay the same calls of other matrices.
 */
const strikes: Readonly<Record<string, readonly string[]>> = {
  Plan: ["wrong-state", "crash"],
  AskPerson: ["lost-reply"],
  Write: ["lost-reply", "denied", "wrong-state", "crash"],
  Check: ["wrong-state"],
  KeepOld: ["denied"],
  EndGoneBack: ["crash"],
  End: ["lost-reply"],
  EndFailed: ["crash"],
};

/** Two parameters that somebody has changed are written back, where a person agrees. */
export const putBackMatrix: MatrixWorkflow<On> = {
  name: "put-back",
  play: ({ guards }, play) =>
    onConfiguration(
      {
        permanent: true,
        workflows: [putBack],
        functions: [decideRestore],
        guards: (clock) => guards?.(clock) ?? [],
      },
      (on) => play({ ...on, ...toolsOf(on) }),
    ),
  faults: ["lost-reply", "denied", "wrong-state", "crash"],
  workflows: [putBack],
  scenarios: [
    scenario("back", ["Plan", "AskPerson", "Write", "Check", "KeepOld", "EndGoneBack"], {
      AskPerson: "approve",
      KeepOld: "back",
    }),
    scenario("kept", ["End"], { AskPerson: "approve", KeepOld: "release" }),
    scenario("aborted", ["EndFailed"], { AskPerson: "abort" }),
  ],
  ends: { Ended: [], Failed: [] },
  always: [asRecorded, lease, noToken],
  acts: (state) => state !== "Plan",
  spares: (state, fault) => (strikes[state]?.includes(fault) ? undefined : "it has nothing to hide there"),
  happen: strangeJob,
  // Another hand writes one of them, or takes the lease away.
  meddle: async (on, state) => {
    if (writes.includes(state)) await on.put(second, third);
    else {
      const Key = { pk: { S: "restore#configuration" }, sk: { S: "lock" } };
      await on.world.call("dynamodb", "DeleteItem", { TableName: on.platform.ledgerTable, Key }, person);
    }
  },
};
