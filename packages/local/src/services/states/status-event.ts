import type { World } from "../../world/world.ts";
import type { Started } from "./executions.ts";
import { statusOf } from "./executions.ts";
import { redriveStatus } from "./redrive.ts";

const included = { included: true } as const;

/**
 * Tells the default bus of a new status:
 * https://docs.aws.amazon.com/step-functions/latest/dg/eventbridge-integration.html
 */
export function publishStatus(
  { events, random, clock, account }: World,
  region: string,
  started: Started,
): void {
  const { arn, name, machine, input, execution, versionArn, aliasArn } = started;
  const { end } = execution;
  events.publish({
    version: "0",
    id: random.uuid(),
    "detail-type": "Step Functions Execution Status Change",
    source: "aws.states",
    account,
    time: `${new Date(clock.now()).toISOString().slice(0, 19)}Z`,
    region,
    resources: [arn],
    detail: {
      executionArn: arn,
      stateMachineArn: machine.arn,
      stateMachineVersionArn: versionArn ?? null,
      stateMachineAliasArn: aliasArn ?? null,
      name,
      status: statusOf(started),
      startDate: execution.startDate.getTime(),
      stopDate: end?.stopDate.getTime() ?? null,
      input: input.text,
      inputDetails: included,
      output: end?.output?.text ?? null,
      outputDetails: end?.output ? included : null,
      redriveCount: execution.redriven.count,
      redriveDate: execution.redriven.date?.getTime() ?? null,
      ...redriveStatus(started, clock.now()),
      error: end?.error ?? null,
      cause: end?.cause ?? null,
    },
  });
}
