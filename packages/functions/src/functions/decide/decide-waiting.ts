import { NamedError } from "@signalbox/core/error";
import { writeDecision } from "../../aws/decision.ts";
import { ledgerOf } from "../../aws/ledger.ts";
import { readTickets } from "../../aws/queue.ts";
import type { FunctionContext } from "../../context.ts";

export interface Said {
  /** Name of the execution, or of its group. */
  readonly name: string;
  readonly action: "abort" | "promote";
  readonly reason: string;
  readonly by: string;
}

/** A release that waits for its turn hears an abort at its next look; there is nothing yet to promote. */
export async function decideWaiting(context: FunctionContext, { name, action, reason, by }: Said) {
  for (const group of context.platform.groups) {
    const ledger = ledgerOf(context, group.name);
    const ticket = (await readTickets(ledger)).find(({ run }) => group.name === name || run === name);
    if (!ticket) continue;
    const { run } = ticket;
    if (action === "promote")
      throw new NamedError(
        "Release.NotRunning",
        `release ${run} waits for its turn; it can be aborted alone`,
      );
    const at = new Date(context.clock.now()).toISOString();
    await writeDecision(ledger, run, { action, by, reason, at });
    return { group: group.name, run, phase: "queued", answered: false };
  }
  throw new NamedError(
    "Release.NotRunning",
    `neither a release nor a group ${name} holds a lock or waits for one: it has ended, or has only just begun`,
  );
}
