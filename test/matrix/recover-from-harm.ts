import { ledgerKeys } from "@signalbox/core/ledger/keys";
import { recoverFromHarm } from "@signalbox/functions/workflows/recover-from-harm/workflow";
import { person } from "../workflows/laptop.fixture.ts";
import { type Harmed, onHarmed } from "../workflows/recover-from-harm.fixture.ts";
import { type Invariant, type MatrixWorkflow, type Scenario, underTest } from "./workflow.ts";

const letIn: Invariant<Harmed> = {
  says: "users are in only where nothing was begun, or a person has let them back to what was restored",
  holds: async ({ laptop }) => {
    if (await laptop.isPageUp()) return true;
    const { acts = [] } = (await laptop.recovery(underTest)) ?? {};
    const isBegun = (await laptop.executionsOf("quarantine")).length > 0;
    const said = acts.find(({ name }) => name === "let-back")?.actor ?? "ann";
    return !isBegun || (said === "ann" && (await laptop.held()) !== laptop.old);
  },
};

const out: Invariant<Harmed> = {
  says: "what has halted keeps users out, and releases frozen, where anything could be begun at all",
  holds: async ({ laptop }) => {
    const { outcome } = (await laptop.recovery(underTest)) ?? {};
    const isBegun = (await laptop.executionsOf("quarantine")).length > 0;
    const isKept = (await laptop.isPageUp()) && (await laptop.freezes()).length > 0;
    return outcome !== "halted" || !isBegun || isKept;
  },
};

const recovered: Invariant<Harmed> = {
  says: "users are served what was restored, and releases may begin",
  holds: async ({ laptop }) =>
    !(await laptop.isPageUp()) &&
    (await laptop.held()) !== laptop.old &&
    (await laptop.freezes()).length === 0 &&
    (await laptop.recovery(underTest))?.outcome === "recovered",
};

const inOrder: Invariant<Harmed> = {
  says: "each part is started once, and nothing more by a run that has lost its lease",
  holds: async ({ laptop, fault, state, visits, armedAt }) => {
    const started = await Promise.all(
      ["quarantine", "restore", "lower-maintenance"].map(laptop.executionsOf),
    );
    const isLost = fault === "wrong-state" && state !== "Plan" && state !== "End";
    const more = visits.all.some(({ at, state }) => at > armedAt && state !== "EndHalted");
    return started.every((names) => names.length <= 1) && !(isLost && more);
  },
};

const lease: Invariant<Harmed> = {
  says: "the lease is free, or goes with the run that could not give it back",
  holds: async ({ laptop, state = "" }) => (await laptop.lease()) === undefined || state.startsWith("End"),
};

/** A person who is asked answers until nobody asks any more. */
async function answer({ clock, ...on }: Harmed): Promise<void> {
  for (let looks = 0; looks < 400; looks++) {
    await clock.sleep(30_000);
    const phase = (await on.recovery(underTest).catch(() => undefined))?.phase;
    if (phase === "ended") return;
    if (phase === "waiting-for-person") await on.answer(underTest, "approve").catch(() => undefined);
  }
}

const corrupted: Scenario<Harmed> = {
  name: "corrupted",
  setting: {},
  states: { "recover-from-harm": ["Plan", "Contain", "Restore", "AskPerson", "Reopen", "End"] },
  start: (on) => on.recover(underTest),
  meanwhile: async (on) => void answer(on),
};

/** Which faults strike a state: what the parts do is struck in matrices of theirs. `true`: the last visit of its loop as well. */
const strikes: Readonly<Record<string, Readonly<Record<string, boolean>>>> = {
  Plan: { crash: false },
  Contain: { "lost-reply": false, denied: false, "wrong-state": true },
  Restore: { crash: false, "wrong-state": false },
  AskPerson: { "lost-reply": false },
  Reopen: { denied: false },
  End: { "lost-reply": false },
};

/** Containment, restore and the way back of users, with a person who lets them in. */
export const recoverFromHarmMatrix: MatrixWorkflow<Harmed> = {
  name: "recover-from-harm",
  play: ({ guards }, play) => onHarmed(guards ? { guards } : {}, play),
  faults: ["lost-reply", "denied", "wrong-state", "crash"],
  workflows: [recoverFromHarm],
  scenarios: [corrupted],
  ends: { Recovered: [recovered], Failed: [] },
  always: [letIn, out, inOrder, lease],
  acts: (state) => state !== "Plan",
  spares: (state, fault, { isLast }) => {
    const struck = strikes[state]?.[fault];
    return struck === undefined || (isLast && !struck)
      ? "the same kind of call is struck in another state"
      : undefined;
  },
  happen: async () => {},
  // Somebody takes the lease away.
  meddle: async ({ platform, world }) => {
    const Key = { pk: { S: ledgerKeys.work("recover", "harm") }, sk: { S: ledgerKeys.lock } };
    await world.call("dynamodb", "DeleteItem", { TableName: platform.ledgerTable, Key }, person);
  },
};
