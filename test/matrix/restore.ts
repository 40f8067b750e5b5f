import { lookAtContents } from "@signalbox/functions/workflows/look-at-contents/workflow";
import { restore } from "@signalbox/functions/workflows/restore/workflow";
import { person } from "../workflows/backup.fixture.ts";
import { type Chats, onChats } from "../workflows/chats.fixture.ts";
import { names } from "../workflows/deployment.fixture.ts";
import { answer, type Word } from "./people.ts";
import { always, third } from "./restore-invariants.ts";
import { strangeJob } from "./strange-job.ts";
import { type MatrixWorkflow, type Scenario, underTest } from "./workflow.ts";

interface Wanted {
  readonly moment?: "good" | "bad";
  readonly says?: Readonly<Record<string, Word>>;
  /** Tasks do not stay up with what was restored. */
  readonly refuses?: boolean;
}

const scenario = (
  name: string,
  states: Scenario<Chats>["states"],
  { moment = "good", says = {}, refuses = false }: Wanted,
): Scenario<Chats> => ({
  name,
  setting: {},
  states,
  start: async (chats) => {
    const moments = await chats.dropped();
    await chats.hurryPeople(200);
    // What is read here can be stale for the run's first steps.
    await chats.clusters();
    if (refuses) chats.tasks.refused.add(names.restoredCluster(underTest));
    return await chats.start(underTest, { time: new Date(moments[moment]).toISOString() });
  },
  meanwhile: async (chats, visits) => {
    for (const [state, word] of Object.entries(says)) void answer(chats, visits, { state, word });
  },
});

/** Another hand changes what a state acts on, or takes the lease away. */
async function meddle(chats: Chats, state: string): Promise<void> {
  const { held, hostOf, old, parameter, platform, world } = chats;
  const write = (Value: string) =>
    world.call("ssm", "PutParameter", { Name: parameter, Value, Overwrite: true }, person);
  if (state === "SwitchConnection") await write(third);
  else if (state === "RestartServices" || state === "CheckServing")
    await write((await held()) === old ? await hostOf(names.restoredCluster(underTest)) : old);
  else {
    const Key = { pk: { S: "restore#database" }, sk: { S: "lock" } };
    await world.call("dynamodb", "DeleteItem", { TableName: platform.ledgerTable, Key }, person);
  }
}

const approve = { AskPerson: "approve" } as const;

/** The restore of a database whose table was dropped. Files differ in the steps that it shares with a verification of files. */
export const restoreMatrix: MatrixWorkflow<Chats> = {
  name: "restore",
  sample: 3,
  play: ({ guards }, play) => onChats({ permanent: true, guards: (clock) => guards?.(clock) ?? [] }, play),
  workflows: [restore, lookAtContents],
  scenarios: [
    scenario(
      "back",
      {
        restore: [
          "Plan",
          "Begin",
          "RestoreBeside",
          "WatchBeside",
          "Compare",
          "AskPerson",
          "TakeGroups",
          "SwitchConnection",
          "RestartServices",
          "CheckServing",
          "LetServe",
          "KeepOld",
          "EndGoneBack",
        ],
      },
      { says: { ...approve, KeepOld: "back" } },
    ),
    scenario("kept", { restore: ["End"] }, { says: approve }),
    scenario("refuted", { restore: ["RemoveIt", "EndFailed"] }, { moment: "bad" }),
    scenario(
      "refused",
      { restore: ["SwitchConnection", "RestartServices", "RemoveIt"] },
      { says: approve, refuses: true },
    ),
  ],
  ends: { Ended: [], Failed: [] },
  always,
  acts: (state) => state !== "Plan",
  // The last visit of a loop, and a state on the way back from services that do not come up, is the same step in another world:
  // what hides that world or stops the step there strikes it as well.
  spares: (_, fault, { scenario, isLast }) => {
    if (fault === "throttled") return "a call that is throttled is one that fails before, twice as long";
    const tells = ["lost-reply", "stale-read", "denied", "wrong-state", "crash"].includes(fault);
    return (isLast || scenario === "refused") && !tells
      ? "it delays the step as it has delayed the first visit"
      : undefined;
  },
  // A person is quicker than the state that asks.
  happen: async (chats, state) => {
    await strangeJob(chats);
    const word = state === "AskPerson" ? "approve" : "back";
    if (state === "AskPerson" || state === "KeepOld")
      await chats.decide(underTest, word).catch(() => undefined);
  },
  meddle,
};
