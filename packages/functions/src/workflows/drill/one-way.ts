import { NamedError } from "@signalbox/core/error";
import type { FailoverRun } from "@signalbox/core/failover/run";
import { arns } from "@signalbox/core/platform/arns";
import { namesOf } from "@signalbox/core/platform/names";
import { describeExecution, startOnce } from "../../aws/execution.ts";
import type { StepContext } from "../../context.ts";
import { readRun, writeAcknowledgement } from "../../failover/records.ts";

interface Way {
  readonly workflow: "failover" | "failback";
  /** Where its machine runs: the region that is activated. */
  readonly region: string;
  readonly name: string;
  readonly input: object;
  readonly by: string;
}

/**
 * Starts one of the two once, and answers its record when it has ended well, with its epoch acknowledged: nothing was lost, and whoever
 * drills has seen it. Throws `Runbook.DrillEnded` where it has ended otherwise: then it is not gone on with.
 */
export async function oneWay(
  context: StepContext,
  { workflow, region, name, input, by }: Way,
): Promise<FailoverRun | undefined> {
  const { clock, platform } = context;
  const { sfn } = region === platform.region ? context.aws : context.clientsIn(region);
  const place = { account: platform.account, region };
  const machine = namesOf(platform).deployed(workflow);
  await startOnce(sfn, { stateMachineArn: arns.stateMachine(place, machine), name, input });
  const { status, error, cause } = await describeExecution(sfn, arns.execution(place, machine, name));
  if (status === "RUNNING") return undefined;
  const record = await readRun(context, name);
  if (status !== "SUCCEEDED" || record?.outcome !== "completed" || record.epoch === undefined)
    throw new NamedError(
      "Runbook.DrillEnded",
      `${workflow} ${name} in ${region} is ${record?.outcome ?? status}: ${error ?? "it found nothing to do"} ${cause ?? ""}`,
    );
  const at = new Date(clock.now()).toISOString();
  await writeAcknowledgement(context, { epoch: record.epoch, by, reason: `the drill ${name}`, at });
  return record;
}

/** What a person wants to know of one way. */
export const told = ({ from, to, measures }: FailoverRun): string =>
  `from ${from} to ${to} in ${Math.round(measures?.rtoSeconds ?? 0)} s, with ${Math.round(measures?.rpoSeconds ?? 0)} s of writes lost`;
