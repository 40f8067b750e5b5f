import type { Restoration, RestoreDecision } from "@signalbox/core/backup/run/restoration";
import { NamedError } from "@signalbox/core/error";
import { workLedgerOf } from "../../aws/ledger.ts";
import { readToken } from "../../aws/wait-token.ts";
import type { FunctionContext } from "../../context.ts";
import { words } from "./said.ts";

/** The phase in which each word means something. */
const waits = {
  approve: "waiting-for-person",
  abort: "waiting-for-person",
  release: "keeping-old",
  back: "keeping-old",
} as const;

/**
 * Records a word about the wait that a restore is in, then answers the wait; answers whether that ended it. Throws
 * `Backup.NotWaiting` where the word says nothing to its phase.
 */
export async function say(
  context: FunctionContext,
  { what, run, phase }: Pick<Restoration, "what" | "run" | "phase">,
  { action, reason, by }: Omit<RestoreDecision, "restore">,
): Promise<boolean> {
  const ledger = workLedgerOf(context, "restore", what);
  const wait = (await readToken(ledger, run))?.wait;
  if (phase !== waits[action] || wait === undefined)
    throw new NamedError(
      "Backup.NotWaiting",
      `the restore ${run} is ${phase}, and ${action} says nothing to that`,
    );
  const said = { action, reason, by, at: new Date(context.clock.now()).toISOString() };
  const { first, answered } = await words.say(context, { ledger, run, wait }, said);
  return answered && first.action === action;
}
