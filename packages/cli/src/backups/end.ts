import { ledgerKeys } from "@signalbox/core/ledger/keys";
import { getItem } from "@signalbox/functions/aws/ledger";
import type { z } from "zod";
import type { Cloud } from "../cloud/open.ts";
import type { Deployment } from "../cloud/platform.ts";
import { type ExitCode, exit } from "../exit.ts";
import { remedyFor, sentenceOf } from "../failure.ts";
import type { Io } from "../io.ts";
import type { RunEnd } from "./follow.ts";

/** How a run ended, or where it is, as the ledger keeps it under its name. */
export const readReport = <Schema extends z.ZodType>(
  { dynamodb: client }: Cloud,
  { ledgerTable: TableName }: Deployment,
  pk: string,
  run: string,
  schema: Schema,
): Promise<z.output<Schema> | undefined> => getItem({ client, TableName, pk }, ledgerKeys.run(run), schema);

/** Says that a run failed, why, and what to do; answers the exit code. */
export function tellFailure(run: string, { status, problem }: RunEnd, io: Io): ExitCode {
  const { error, cause } = problem ?? { error: status, cause: "" };
  io.err(`${io.colors.red("✗")} ${run}: ${error}: ${sentenceOf(cause)}`);
  const remedy = remedyFor(error);
  if (remedy !== undefined) io.err(`  ${io.colors.dim("do ")}  ${remedy}`);
  return exit.failed;
}
