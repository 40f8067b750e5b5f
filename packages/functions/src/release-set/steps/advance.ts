import { Outcome } from "@signalbox/core/ledger/records";
import { Problem } from "@signalbox/core/release/release";
import { joinedSentence } from "@signalbox/core/release/set/cutover-text";
import { type Move, nextOf } from "@signalbox/core/release/set/next";
import { lookSeconds } from "@signalbox/core/release/set/patience";
import { memberName, openedName, type ReleaseSet } from "@signalbox/core/release/set/set";
import { z } from "zod";
import { noteAct } from "../../aws/journal.ts";
import { readSet, setLedgerOf } from "../../aws/release-set.ts";
import { step } from "../../step.ts";
import { act } from "../act.ts";
import type { SetAllows } from "../allow.ts";
import { lookAt } from "../look.ts";

export const advanceStep = ({ advance: allow }: SetAllows) =>
  step({
    name: "Advance",
    description:
      "Looks at every release of the set and does what is next: starts, lets go on together, or turns all of them back.",
    input: z.strictObject({ run: z.string() }),
    output: z.strictObject({
      ended: z.boolean(),
      outcome: Outcome.nullable(),
      problem: Problem.nullable(),
      waitSeconds: z.int(),
    }),
    allow,
    run: async ({ run }, context) => {
      const record = await readSet(context, run);
      if (!record) throw new Error(`there is no set ${run} in the ledger`);
      const { set } = record;
      const look = await lookAt(context, record);
      const move = nextOf(set, look);
      // As often as at first while users are kept out.
      const since = Math.max(set.startedAt, Date.parse(record.opened[openedName("rehearsed", 0)] ?? "") || 0);
      const waitSeconds = lookSeconds((look.now - since) / 1000);
      if (move.kind === "end")
        return { ended: true, outcome: move.outcome, problem: move.problem ?? null, waitSeconds };
      if (move.kind !== "wait" && (await act(context, set, move))) {
        await noteAct(context, setLedgerOf(context, run), run, { text: sentenceOf(set, move) });
      }
      return { ended: false, outcome: null, problem: null, waitSeconds };
    },
  });

function sentenceOf(set: ReleaseSet, move: Exclude<Move, { kind: "wait" | "end" }>): string {
  if (move.kind === "join") return joinedSentence(set, move.upgrade);
  const names = move.members.map((member) => memberName(set, member)).join(", ");
  switch (move.kind) {
    case "start":
      return `starts ${names}`;
    case "abort":
      return `aborts ${names}: ${move.why}`;
    case "go-back":
      return `starts the way back of ${names}: ${move.why}`;
    case "open":
      return {
        rehearsed: `keeps users out of ${names}`,
        stopped: `has ${names} migrate for all, since the old version has stopped everywhere`,
        migrated: `starts the new version of ${names}`,
        ready: `lets users meet ${names}`,
        passed: `promotes ${names}`,
        hold: `ends the hold of ${names}`,
      }[move.barrier];
  }
}
