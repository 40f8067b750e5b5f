import type { HistoryEvent } from "@aws-sdk/client-sfn";
import { z } from "zod";

/** What Step Functions records of a start whose end it waits for. */
const Started = z.object({ ExecutionArn: z.string() });

/** The execution that an event says was started, or undefined: a release hands over to its strategy's machine so. */
export function startedBy({ taskSubmittedEventDetails: submitted }: HistoryEvent): string | undefined {
  if (submitted?.resourceType !== "states") return undefined;
  return Started.safeParse(JSON.parse(submitted.output ?? "null")).data?.ExecutionArn;
}
