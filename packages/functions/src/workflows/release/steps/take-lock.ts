import { NamedError } from "@signalbox/core/error";
import { Order } from "@signalbox/core/release/release";
import { freezeSentence, type Holding } from "@signalbox/core/release/turns/freeze";
import { queuePollSeconds } from "@signalbox/core/release/turns/poll";
import { anywhere } from "@signalbox/core/workflow/allow";
import { z } from "zod";
import { readAbort } from "../../../aws/decision.ts";
import { journal } from "../../../aws/journal.ts";
import { ledgerOf } from "../../../aws/ledger.ts";
import { takeLock as take } from "../../../aws/lock.ts";
import { drawTicket } from "../../../aws/queue.ts";
import * as allow from "../../../release/allow.ts";
import { step } from "../../../step.ts";
import { groupThat } from "../group.ts";
import { supersede } from "../supersede.ts";
import { lookForTurn } from "../turn.ts";

export const takeLock = step({
  name: "TakeLock",
  description:
    "Takes the group's release lock for this execution, with a new epoch, when it is its turn; until then it holds a ticket.",
  input: z.strictObject({ order: Order, askedAt: z.number() }),
  output: z.strictObject({
    taken: z.boolean(),
    /** Whether it had to wait: then much may have changed. */
    waited: z.boolean(),
    /** 0 while the lock is not taken. */
    epoch: z.int(),
    waitSeconds: z.int(),
  }),
  allow: [allow.readLedger, allow.writeLedger, allow.readExecution, anywhere("states:SendTaskFailure")],
  run: async ({ order, askedAt }, context) => {
    const { group: name, run, execution, policy } = order;
    const ledger = ledgerOf(context, name);
    const abort = await readAbort(ledger, run);
    if (abort) throw new NamedError("Release.Aborted", `${abort.by} aborted: ${abort.reason}`);
    const group = groupThat(context.platform, (each) => each.name === name, `there is no group ${name}`);
    const { turn, lock, mine, waited, freeze } = await lookForTurn(context, group, order, askedAt);
    if (turn.kind === "end") throw new NamedError(turn.error, turn.why);
    const waitSeconds = queuePollSeconds(policy.queueSeconds);
    if (turn.kind === "take") {
      const epoch = await take(ledger, lock, { execution, run, askedAt });
      // Where another one was faster, the next look finds out which, and whether to wait for it.
      if (epoch === undefined) return { taken: false, waited, epoch: 0, waitSeconds };
      if (freeze) await journal(context, order, { text: inSpiteOf(freeze, order) });
      return { taken: true, waited, epoch, waitSeconds };
    }
    if (await drawTicket(ledger, mine))
      await journal(context, order, { text: `waits for its turn: ${turn.why}` });
    if (turn.supersede && lock?.run !== undefined) await supersede(context, lock.run, order);
    return { taken: false, waited: true, epoch: 0, waitSeconds };
  },
});

function inSpiteOf(freeze: Holding, { breakGlass, requestedBy }: Order): string {
  const why =
    breakGlass === undefined ? "a way back is not frozen" : `${requestedBy} breaks the glass: ${breakGlass}`;
  return `${freezeSentence(freeze)}, but ${why}`;
}
