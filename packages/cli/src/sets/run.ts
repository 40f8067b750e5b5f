import { DescribeExecutionCommand } from "@aws-sdk/client-sfn";
import { ledgerKeys } from "@signalbox/core/ledger/keys";
import { SetPlan } from "@signalbox/core/release/set/plan";
import { SetRecord, setText } from "@signalbox/core/release/set/report";
import { readReport, tellFailure } from "../backups/end.ts";
import { followRun } from "../backups/follow.ts";
import { startRun } from "../backups/start.ts";
import type { Cloud } from "../cloud/open.ts";
import type { Deployment } from "../cloud/platform.ts";
import { type ExitCode, exit } from "../exit.ts";
import type { Io } from "../io.ts";
import { renderSetPlan } from "../render/set-plan.ts";

interface SetStart {
  readonly cloud: Cloud;
  readonly deployment: Deployment;
  readonly workflow: "release-together" | "release-waves";
  /** First part of the execution's name. */
  readonly what: string;
  readonly request: { readonly dryRun: boolean };
  readonly watch: boolean;
  readonly json: boolean;
}

/** The longest first part that leaves room for the time, and for what its releases add. */
const longestWhat = 30;

/** Starts a set of releases; a dry run is waited for, and its plan shown. */
export async function runSet(start: SetStart, io: Io): Promise<ExitCode> {
  const { cloud, deployment, workflow, what, request, watch, json } = start;
  const time = new Date(io.clock.now()).toISOString().replaceAll(/[-:]|\.\d+Z/g, "");
  const name = `${what.replaceAll(/[^\w-]/g, "-").slice(0, longestWhat)}-${time}`;
  const execution = await startRun(cloud, deployment, { workflow, name, input: request }, io);
  if (request.dryRun) return await showPlan(start, name, execution, io);
  if (watch) return await watchSet(start, name, execution, io);
  if (json) io.out(JSON.stringify({ id: name, executionArn: execution }, undefined, 2));
  else io.err(io.colors.dim(`  signalbox abort ${name} --reason … turns all of it back`));
  return exit.done;
}

async function showPlan(
  { cloud, json }: SetStart,
  name: string,
  executionArn: string,
  io: Io,
): Promise<ExitCode> {
  const end = await followRun(cloud, executionArn, io);
  if (end.status !== "SUCCEEDED") return tellFailure(name, end, io);
  const { output } = await cloud.sfn.send(new DescribeExecutionCommand({ executionArn }));
  const plan = SetPlan.parse(JSON.parse(output ?? "null"));
  io.out(json ? JSON.stringify(plan, undefined, 2) : renderSetPlan(plan, io.colors));
  return plan.refusals.length > 0 ? exit.failed : exit.done;
}

/** Follows a set to its end, with a line for each state, and shows its report. */
export async function watchSet(
  { cloud, deployment, json }: Pick<SetStart, "cloud" | "deployment" | "json">,
  name: string,
  executionArn: string,
  io: Io,
): Promise<ExitCode> {
  const end = await followRun(cloud, executionArn, io);
  const report = (await readReport(cloud, deployment, ledgerKeys.set(name), name, SetRecord))?.report;
  if (json) io.out(JSON.stringify(report ?? { id: name, ...end }, undefined, 2));
  else if (report) io.out(`\n${setText(report)}`);
  if (report?.outcome === "rolled-back") return exit.rolledBack;
  return end.problem ? tellFailure(name, end, io) : exit.done;
}
