import { arns } from "@signalbox/core/platform/arns";
import { namesOf, pressedAlarmEnd } from "@signalbox/core/platform/names";
import type { ScaleRequest } from "@signalbox/core/scaling/request";
import { anywhere, on } from "@signalbox/core/workflow/allow";
import { onTrigger } from "@signalbox/core/workflow/triggers";
import { z } from "zod";
import { startOnce } from "../../aws/execution.ts";
import { workLedgerOf } from "../../aws/ledger.ts";
import { readLock, runs } from "../../aws/lock.ts";
import type { FunctionContext } from "../../context.ts";
import { decides } from "../../scaling/allow.ts";
import { type Decided, decideNow } from "../../scaling/decide.ts";
import { measure } from "../../scaling/measure.ts";
import { plannedOf } from "../../scaling/planned.ts";
import { lambdaFunction } from "../../step.ts";

/**
 * Looks each minute, and at once when an alarm says that requests wait, when EC2 takes Spot instances back, or when ECS can start no
 * task. A Standard execution a minute would cost 6.48 $ a month for each service, so one is started only where something is to be done;
 * its name is the decision's moment, which Step Functions takes once.
 */
export const planInference = lambdaFunction({
  name: "plan-inference",
  description:
    "Says how many replicas each planned service needs once a new one could be ready, and has it scaled where that is another number.",
  // Whatever the event, the question is the same.
  input: z.looseObject({}),
  triggers: [
    onTrigger.schedule("minute", "cron(* * * * ? *)", {}),
    onTrigger.event("pressed", {
      source: ["aws.cloudwatch"],
      "detail-type": ["CloudWatch Alarm State Change"],
      detail: { alarmName: [{ suffix: pressedAlarmEnd }], state: { value: ["ALARM"] } },
    }),
    // Of any instance: its id says nothing of its service, and a look costs next to nothing.
    onTrigger.event("spot-interruption", {
      source: ["aws.ec2"],
      "detail-type": ["EC2 Spot Instance Interruption Warning"],
    }),
    // At risk, minutes before the warning where it comes at all.
    onTrigger.event("rebalance", {
      source: ["aws.ec2"],
      "detail-type": ["EC2 Instance Rebalance Recommendation"],
    }),
    onTrigger.event("start-impaired", {
      source: ["aws.ecs"],
      "detail-type": ["ECS Service Action"],
      detail: { eventName: ["SERVICE_TASK_START_IMPAIRED", "SERVICE_TASK_PLACEMENT_FAILURE"] },
    }),
  ],
  allow: [...decides, on("stateMachine", "states:StartExecution"), anywhere("cloudwatch:PutMetricData")],
  run: async (_, context) => {
    const started: string[] = [];
    const failed: unknown[] = [];
    for (const { name } of context.platform.inference?.services ?? [])
      try {
        const run = await planOne(name, context);
        if (run !== undefined) started.push(run);
      } catch (error) {
        context.log.error("a service could not be planned", { service: name, error });
        failed.push(error);
      }
    // The others have been planned; its own alarm tells.
    if (failed.length > 0) throw failed[0];
    return { started };
  },
});

/** The name of the run that was started, if one was. */
async function planOne(name: string, context: FunctionContext): Promise<string | undefined> {
  const { aws, log, platform } = context;
  const planned = plannedOf(context, name);
  const decided = await decideNow(context, planned);
  const { decision, order } = decided;
  if (decision) await measure(context, name, decision);
  const scaled = await scaledBy(context, name);
  if (!planned.of.owned || scaled === "running" || (order.acts.length === 0 && scaled === "nobody"))
    return undefined;
  const run = runOf(name, decided, context.clock.now());
  const input: z.input<typeof ScaleRequest> = { service: name, requestedBy: "planner" };
  const stateMachineArn = arns.stateMachine(platform, namesOf(platform).deployed("scale-inference"));
  await startOnce(aws.sfn, { stateMachineArn, name: run, input });
  log.info("a service is scaled", { service: name, run, order, says: decision?.sentence });
  return run;
}

/** A run that is under way heeds what the planner says by itself; one that ended with its lease has left replicas outside the balancer. */
async function scaledBy(context: FunctionContext, name: string): Promise<"running" | "stopped" | "nobody"> {
  const owner = (await readLock(workLedgerOf(context, "scale", name)))?.owner;
  if (owner === undefined) return "nobody";
  return (await runs(context.aws.sfn, owner)) ? "running" : "stopped";
}

/** By the decision, so that two that come to the same start one; without one, by the minute. */
const runOf = (name: string, { decision }: Decided, now: number): string =>
  `${name}-${new Date(decision?.at ?? Math.floor(now / 60_000) * 60_000).toISOString().replaceAll(/[-:.]/g, "")}`;
