import { ledgerKeys } from "@signalbox/core/ledger/keys";
import { PipelineRun, PipelineSaid } from "@signalbox/core/pipeline/run";
import { PipelineTicket } from "@signalbox/core/pipeline/turn";
import { z } from "zod";
import {
  getItem,
  type Ledger,
  putFirst,
  putItem,
  queryItems,
  updateItem,
  workLedgerOf,
} from "../aws/ledger.ts";
import type { FunctionContext } from "../context.ts";

/** Where the ledger's items of a group's pipeline are. */
export const pipelineLedgerOf = (context: Pick<FunctionContext, "aws" | "platform">, group: string): Ledger =>
  workLedgerOf(context, "pipeline", group);

export const readPipelineRun = (ledger: Ledger, run: string): Promise<PipelineRun | undefined> =>
  getItem(ledger, ledgerKeys.run(run), PipelineRun);

export const beginPipelineRun = (ledger: Ledger, run: PipelineRun): Promise<boolean> =>
  putFirst(ledger, ledgerKeys.run(run.order.run), run);

/** Writes down what a step has found; what stands beside it stays. Answers the whole record. */
export async function note(
  ledger: Ledger,
  run: string,
  found: Partial<Omit<PipelineRun, "order">>,
): Promise<PipelineRun> {
  const fields = Object.entries(found).filter(([, value]) => value !== undefined);
  await updateItem(ledger, ledgerKeys.run(run), {
    UpdateExpression: `SET ${fields.map(([name]) => `#${name} = :${name}`).join(", ")}`,
    ConditionExpression: "attribute_exists(pk)",
    ExpressionAttributeNames: Object.fromEntries(fields.map(([name]) => [`#${name}`, name])),
    ExpressionAttributeValues: Object.fromEntries(fields.map(([name, value]) => [`:${name}`, value])),
  });
  const record = await readPipelineRun(ledger, run);
  if (!record) throw new Error(`the ledger has no run ${run} of a pipeline`);
  return record;
}

const said = (run: string): string => ledgerKeys.said(run, "pipeline");

export const readSaid = (ledger: Ledger, run: string): Promise<PipelineSaid | undefined> =>
  getItem(ledger, said(run), PipelineSaid);

/** The first word about a run stays; answers which that is. */
export async function say(ledger: Ledger, run: string, word: PipelineSaid): Promise<PipelineSaid> {
  await putFirst(ledger, said(run), word);
  return (await readSaid(ledger, run)) ?? word;
}

export const readTickets = (ledger: Ledger): Promise<PipelineTicket[]> =>
  queryItems(ledger, ledgerKeys.tickets, PipelineTicket);

const ImageRun = z.object({ run: z.string(), execution: z.string() });

/** The run that has an image, which this one becomes where there is none. */
export async function claimImage(
  ledger: Ledger,
  digest: string,
  mine: z.output<typeof ImageRun>,
): Promise<z.output<typeof ImageRun>> {
  await putFirst(ledger, ledgerKeys.digest(digest), mine);
  return (await getItem(ledger, ledgerKeys.digest(digest), ImageRun)) ?? mine;
}

/** Takes an image over from a run that has ended. */
export const takeImage = (ledger: Ledger, digest: string, mine: z.output<typeof ImageRun>): Promise<void> =>
  putItem(ledger, ledgerKeys.digest(digest), mine);
