import { ledgerKeys } from "@signalbox/core/ledger/keys";
import { pipelineEnded } from "@signalbox/core/pipeline/news";
import { PipelineOrder, PipelineOutcome } from "@signalbox/core/pipeline/run";
import { endOfPipeline, story } from "@signalbox/core/pipeline/tell";
import { Problem } from "@signalbox/core/release/release";
import { on } from "@signalbox/core/workflow/allow";
import { z } from "zod";
import { deleteItem } from "../../../aws/ledger.ts";
import { giveLockBack } from "../../../aws/lock.ts";
import { deleteToken } from "../../../aws/wait-token.ts";
import { note, pipelineLedgerOf, readSaid } from "../../../pipeline/ledger.ts";
import { placesOf } from "../../../pipeline/places.ts";
import { tellAllows, tellPipeline } from "../../../pipeline/tell.ts";
import { stopAllows, stopTests } from "../../../pipeline/tests.ts";
import * as allow from "../../../release/allow.ts";
import { step } from "../../../step.ts";

export const end = step({
  name: "End",
  description:
    "Stops tests that still run, writes the report, gives lease and ticket back, and tells people how the run ended.",
  input: z.strictObject({ order: PipelineOrder, problem: Problem.nullable() }),
  output: z.strictObject({ outcome: PipelineOutcome, report: z.array(z.string()) }),
  allow: [
    allow.readLedger,
    allow.writeLedger,
    on("ledgerTable", "dynamodb:DeleteItem"),
    ...stopAllows,
    ...tellAllows,
  ],
  run: async ({ order, problem }, context) => {
    const ledger = pipelineLedgerOf(context, order.group);
    await stopTests(context, placesOf(context).tests, order.run);
    const said = await readSaid(ledger, order.run);
    const record = await note(ledger, order.run, {
      phase: "ended",
      outcome: outcomeOf(problem),
      endedAt: new Date(context.clock.now()).toISOString(),
      ...(said && { said }),
      ...(problem && { problem }),
    });
    await deleteToken(ledger, order.run);
    await deleteItem(ledger, ledgerKeys.ticket(order.run));
    await tellPipeline(context, pipelineEnded, endOfPipeline(context.platform, record));
    await giveLockBack(ledger, context.visit.execution);
    return { outcome: outcomeOf(problem), report: story(record) };
  },
});

function outcomeOf(problem: Problem | null): PipelineOutcome {
  if (!problem) return "released";
  return problem.error === "Pipeline.SmokeTestsFailed" ? "released-with-doubt" : "stopped";
}
