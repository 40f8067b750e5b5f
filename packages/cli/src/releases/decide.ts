import { DescribeExecutionCommand } from "@aws-sdk/client-sfn";
import type { Clock } from "@signalbox/core/clock";
import { Phase } from "@signalbox/core/ledger/records";
import { z } from "zod";
import { invoke } from "../cloud/invoke.ts";
import type { Cloud } from "../cloud/open.ts";
import type { Deployment } from "../cloud/platform.ts";
import { remedyFor } from "../failure.ts";
import { UserError } from "../user-error.ts";

export interface PersonsDecision {
  /** Name of the execution. */
  readonly release: string;
  readonly action: "abort" | "promote";
  readonly reason: string;
  readonly by: string;
}

const Answer = z.object({ phase: Phase, answered: z.boolean() });

/** What the release was doing, and whether a wait was there that the decision ended. */
export type Answer = z.output<typeof Answer>;

/** Seconds that a release which has just started may take until it can be told anything: it takes its lock first. */
const patience = 15;

/** Hands a person's decision to the release. Throws a UserError when it can have no effect. */
export async function decide(
  cloud: Cloud,
  deployment: Deployment,
  decision: PersonsDecision,
  executionArn: string,
  clock: Clock,
): Promise<Answer> {
  for (let waited = 0; ; waited++) {
    const invoked = await invoke(cloud, deployment, "decide", decision);
    if ("answer" in invoked) return Answer.parse(invoked.answer);
    const { errorType, errorMessage } = invoked.failure;
    const mayYetBegin = errorType === "Release.NotRunning" && waited < patience;
    if (!mayYetBegin || !(await isRunning(cloud, executionArn)))
      throw new UserError(
        `${decision.release} was not told to ${decision.action}: ${errorType}`,
        errorMessage,
        remedyFor(errorType) ?? `signalbox show ${decision.release} says how it stands`,
      );
    await clock.sleep(1_000);
  }
}

async function isRunning({ sfn }: Cloud, executionArn: string): Promise<boolean> {
  const { status } = await sfn.send(new DescribeExecutionCommand({ executionArn }));
  return status === "RUNNING";
}
