import { z } from "zod";
import { person } from "../../deploy/person.ts";
import type { World } from "../../world/world.ts";

const regionOf = (arn: string): string => arn.split(":")[3] ?? "";
const Arn = z.string().startsWith("arn:");

export const StartRequest = z.strictObject({
  machineArn: Arn,
  /** The caller chooses it, so that a start which is sent twice starts once. */
  name: z.string().min(1).max(80),
  input: z.record(z.string(), z.unknown()),
});
export const StopRequest = z.strictObject({
  arn: Arn,
  reason: z.string().trim().min(1, { error: "a reason is required: it stands in the history" }),
});
export const RedriveRequest = z.strictObject({ arn: Arn });

export async function start(
  world: World,
  { machineArn, name, input }: z.output<typeof StartRequest>,
): Promise<object> {
  const { executionArn } = await world.call(
    "states",
    "StartExecution",
    { stateMachineArn: machineArn, name, input: JSON.stringify(input) },
    { region: regionOf(machineArn), principal: person },
  );
  return { arn: executionArn };
}

export async function stop(world: World, { arn, reason }: z.output<typeof StopRequest>): Promise<object> {
  await world.call(
    "states",
    "StopExecution",
    { executionArn: arn, error: "Console.Stopped", cause: reason },
    { region: regionOf(arn), principal: person },
  );
  return {};
}

export async function redrive(world: World, { arn }: z.output<typeof RedriveRequest>): Promise<object> {
  await world.call(
    "states",
    "RedriveExecution",
    { executionArn: arn },
    { region: regionOf(arn), principal: person },
  );
  return {};
}

/** The machine that an execution runs, as ASL. */
export async function definitionOf(world: World, arn: string): Promise<object> {
  const { definition = "{}" } = await world.call(
    "states",
    "DescribeStateMachineForExecution",
    { executionArn: arn },
    { region: regionOf(arn), principal: person },
  );
  return { definition: JSON.parse(definition) };
}

/** Whether executions can be redriven here: an operation that is not there says so for any ARN. */
export async function canRedrive(world: World): Promise<boolean> {
  const [region = ""] = world.regions;
  const executionArn = `arn:aws:states:${region}:${world.account}:execution:none:none`;
  return await world.call("states", "RedriveExecution", { executionArn }, { region, principal: person }).then(
    () => true,
    (error: unknown) => !(error instanceof Error && error.name === "NotImplementedException"),
  );
}
