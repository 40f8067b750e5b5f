import { NamedError } from "@signalbox/core/error";
import { pipelineWaits } from "@signalbox/core/pipeline/news";
import { PipelineOrder } from "@signalbox/core/pipeline/run";
import { askingForApproval } from "@signalbox/core/pipeline/tell";
import { newerThan } from "@signalbox/core/pipeline/turn";
import { freezeSentence } from "@signalbox/core/release/turns/freeze";
import { anywhere } from "@signalbox/core/workflow/allow";
import { z } from "zod";
import { readFreeze } from "../../../aws/freeze.ts";
import { runs } from "../../../aws/lock.ts";
import { succeed } from "../../../aws/task-token.ts";
import { storeOwnToken } from "../../../aws/wait-token.ts";
import type { StepContext } from "../../../context.ts";
import { heed } from "../../../pipeline/heed.ts";
import { note, pipelineLedgerOf, readPipelineRun, readTickets } from "../../../pipeline/ledger.ts";
import { tellAllows, tellPipeline } from "../../../pipeline/tell.ts";
import * as allow from "../../../release/allow.ts";
import { step } from "../../../step.ts";

export const awaitApproval = step({
  name: "AwaitApproval",
  description:
    "Stores the task token and tells people what has been tested, then looks once more whether somebody has decided.",
  input: z.strictObject({ order: PipelineOrder, seconds: z.int().positive() }),
  output: z.strictObject({ answered: z.boolean() }),
  allow: [
    allow.readLedger,
    allow.writeLedger,
    allow.readExecution,
    ...tellAllows,
    anywhere("states:SendTaskSuccess"),
  ],
  run: async ({ order, seconds }, context) => {
    await heed(context, order);
    await makeWay(context, order);
    const ledger = pipelineLedgerOf(context, order.group);
    const isTold = (await readPipelineRun(ledger, order.run))?.phase === "waiting-for-approval";
    const { token, deadline } = await storeOwnToken(ledger, order.run, context, seconds);
    const record = await note(ledger, order.run, { phase: "waiting-for-approval" });
    if (!isTold) {
      const freeze = await frozen(context, order);
      await tellPipeline(
        context,
        pipelineWaits,
        askingForApproval(context.platform, record, deadline, freeze),
      );
    }
    const said = await heed(context, order);
    if (said) await succeed(context.aws.sfn, token, {});
    return { answered: said !== undefined };
  },
});

/** People are not asked about an image that a newer one has overtaken. */
async function makeWay({ aws, ...context }: StepContext, order: PipelineOrder): Promise<void> {
  const tickets = await readTickets(pipelineLedgerOf({ ...context, aws }, order.group));
  for (const { run } of newerThan(order, tickets)) {
    const ticket = tickets.find((one) => one.run === run);
    if (ticket && (await runs(aws.sfn, ticket.execution)))
      throw new NamedError("Pipeline.Superseded", `run ${run} has a newer image of the group`);
  }
}

async function frozen(
  context: StepContext,
  { group, breakGlass }: PipelineOrder,
): Promise<string | undefined> {
  const found = context.platform.groups.find(({ name }) => name === group);
  const freeze = found && (await readFreeze(context, found));
  return freeze && breakGlass === undefined ? freezeSentence(freeze) : undefined;
}
