import { NamedError } from "@signalbox/core/error";
import { ledgerKeys } from "@signalbox/core/ledger/keys";
import { pollSeconds } from "@signalbox/core/pipeline/poll";
import { PipelineOrder } from "@signalbox/core/pipeline/run";
import { type PipelineTicket, pipelineTurn } from "@signalbox/core/pipeline/turn";
import { anywhere, on } from "@signalbox/core/workflow/allow";
import { z } from "zod";
import { deleteItem, type Ledger, putFirst } from "../../../aws/ledger.ts";
import { readLock, runs, takeLock } from "../../../aws/lock.ts";
import { fail } from "../../../aws/task-token.ts";
import { readToken } from "../../../aws/wait-token.ts";
import type { StepContext } from "../../../context.ts";
import { listen } from "../../../pipeline/heed.ts";
import { note, pipelineLedgerOf, readPipelineRun, readTickets, say } from "../../../pipeline/ledger.ts";
import { placesOf } from "../../../pipeline/places.ts";
import { stopAllows, stopTests } from "../../../pipeline/tests.ts";
import * as allow from "../../../release/allow.ts";
import { step } from "../../../step.ts";

/** As long as a release may be waited for that waits for people itself. */
const waitMs = 7 * 86_400_000;

export const takeTurn = step({
  name: "TakeTurn",
  description:
    "Takes the lease of the group's pipeline when it is free; until then it holds a ticket, and tells an older run that waits for people to make way.",
  input: z.strictObject({ order: PipelineOrder }),
  output: z.strictObject({ taken: z.boolean(), waitSeconds: z.int() }),
  allow: [
    allow.readLedger,
    allow.writeLedger,
    on("ledgerTable", "dynamodb:DeleteItem"),
    allow.readExecution,
    anywhere("states:SendTaskFailure"),
    ...stopAllows,
  ],
  run: async ({ order }, context) => {
    const { clock } = context;
    const { group, run, execution, askedAt } = order;
    const ledger = pipelineLedgerOf(context, group);
    await listen(ledger, run);
    const lock = await readLock(ledger);
    const tickets = await readTickets(ledger);
    const mine = tickets.find((one) => one.run === run) ?? {
      run,
      askedAt,
      execution,
      until: clock.now() + waitMs,
    };
    const holder = await holderOf(context, ledger, lock, execution);
    const turn = pipelineTurn({
      mine,
      waiting: await still(context, tickets, run),
      holder,
      last: lock?.last,
      now: clock.now(),
    });
    if (turn.kind === "end") throw new NamedError(turn.error, turn.why);
    const waitSeconds = pollSeconds(clock.now() - askedAt);
    if (turn.kind === "wait") {
      await putFirst(ledger, ledgerKeys.ticket(run), {
        ...mine,
        expires: Math.ceil(mine.until / 1_000) + 86_400,
      });
      if (turn.supersede && holder) await supersede(context, ledger, holder.run, order);
      return { taken: false, waitSeconds };
    }
    const epoch = await takeLock(ledger, lock, { execution, run, askedAt });
    // Another one was faster: the next look finds out which.
    if (epoch === undefined) return { taken: false, waitSeconds: 1 };
    await deleteItem(ledger, ledgerKeys.ticket(run));
    // Whoever had the lease before may have been stopped in the middle of its tests.
    if (lock?.last && lock.last.run !== run) await stopTests(context, placesOf(context).tests, lock.last.run);
    await note(ledger, run, { phase: "checking-image" });
    return { taken: true, waitSeconds };
  },
});

async function holderOf(
  { aws }: StepContext,
  ledger: Ledger,
  lock: Awaited<ReturnType<typeof readLock>>,
  execution: string,
) {
  if (lock?.owner === undefined || lock.run === undefined || lock.owner === execution) return undefined;
  if (!(await runs(aws.sfn, lock.owner))) return undefined;
  const record = await readPipelineRun(ledger, lock.run);
  return { run: lock.run, askedAt: record?.order.askedAt ?? 0, phase: record?.phase ?? ("queued" as const) };
}

/** Other runs that wait and still run. */
async function still(
  { aws }: StepContext,
  tickets: readonly PipelineTicket[],
  run: string,
): Promise<PipelineTicket[]> {
  const others: PipelineTicket[] = [];
  for (const ticket of tickets)
    if (ticket.run !== run && (await runs(aws.sfn, ticket.execution))) others.push(ticket);
  return others;
}

async function supersede(
  { aws, clock }: StepContext,
  ledger: Ledger,
  older: string,
  { run, image }: PipelineOrder,
): Promise<void> {
  const word = {
    action: "supersede",
    by: `run ${run}`,
    reason: `${image.tag ?? image.digest} is newer`,
    at: new Date(clock.now()).toISOString(),
  } as const;
  // The record comes first: should the answer get lost, the next step of that run reads it. What a person has said stays.
  const first = await say(ledger, older, word);
  if (first.action !== "supersede") return;
  const waiting = await readToken(ledger, older);
  if (waiting)
    await fail(aws.sfn, waiting.token, {
      error: "Pipeline.Superseded",
      cause: `${first.by}: ${first.reason}`,
    });
}
