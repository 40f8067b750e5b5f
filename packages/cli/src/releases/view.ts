import { DescribeExecutionCommand, type DescribeExecutionOutput } from "@aws-sdk/client-sfn";
import type { Phase, Report, Run } from "@signalbox/core/ledger/records";
import type { Platform } from "@signalbox/core/platform/platform";
import { ReleaseRequest } from "@signalbox/core/release/request";
import type { Ticket } from "@signalbox/core/release/turns/ticket";
import type { Cloud } from "../cloud/open.ts";
import type { Deployment } from "../cloud/platform.ts";
import { type ExitCode, exit } from "../exit.ts";
import { readRefusal, readRun, readTicket } from "../ledger/read.ts";

/**
 * How a release stands: its phase while it runs, its outcome afterwards. `queued`: it waits for its turn; `superseded`: a newer
 * one has taken its place; `refused`: it never took the lock.
 */
export type Status =
  | Exclude<Phase, "ended">
  | "promoted"
  | "rolled-back"
  | "superseded"
  | "refused"
  | "failed";

/** A release as Step Functions and the ledger together tell it. */
export interface ReleaseView {
  /** Name of the execution. */
  readonly id: string;
  readonly executionArn: string;
  readonly group: string | undefined;
  /** `repository:tag`, or `repository@digest`; empty where the input is no release request. */
  readonly image: string;
  readonly requestedBy: string | undefined;
  readonly status: Status;
  readonly startedAt: Date;
  readonly endedAt: Date | undefined;
  readonly problem: { readonly error: string; readonly cause: string } | undefined;
  readonly run: Run | undefined;
  /** Once it has ended; one that never took the lock has no more than this. */
  readonly report: Report | undefined;
}

export async function viewRelease(
  cloud: Cloud,
  deployment: Deployment,
  executionArn: string,
): Promise<ReleaseView> {
  const execution = await cloud.sfn.send(new DescribeExecutionCommand({ executionArn }));
  const group = groupOf(requestOf(execution), deployment);
  const { name = "" } = execution;
  const page = group === undefined ? undefined : { cloud, deployment, group };
  const run = page && (await readRun(page, name));
  const ticket = page && !run ? await readTicket(page, name) : undefined;
  const over = !run && execution.status !== "RUNNING";
  const refusal = over ? await readRefusal({ cloud, deployment, group }, name) : undefined;
  return composeView(execution, { run, ticket, refusal }, deployment);
}

/** What the ledger has of a release. */
interface Found {
  readonly run?: Run | undefined;
  readonly ticket?: Ticket | undefined;
  readonly refusal?: Report | undefined;
}

/** Pure: so that `list`, `show` and tests make the same of what they read. */
export function composeView(
  execution: Omit<DescribeExecutionOutput, "$metadata">,
  { run, ticket, refusal }: Found,
  platform: Pick<Platform, "groups">,
): ReleaseView {
  const request = requestOf(execution);
  const report = run?.report ?? refusal;
  return {
    id: execution.name ?? "",
    executionArn: execution.executionArn ?? "",
    group: groupOf(request, platform),
    image: imageOf(request),
    requestedBy: request?.requestedBy,
    status: statusOf(execution, run, ticket),
    startedAt: execution.startDate ?? new Date(0),
    endedAt: execution.stopDate,
    problem:
      report?.problem ??
      (execution.error === undefined ? undefined : { error: execution.error, cause: execution.cause ?? "" }),
    run,
    report,
  };
}

/** The exit code that says how a release stands. */
export function exitCodeOf(status: Status): ExitCode {
  if (status === "waiting-for-person") return exit.waitsForPerson;
  if (status === "rolled-back") return exit.rolledBack;
  return ["refused", "failed", "stuck", "superseded"].includes(status) ? exit.failed : exit.done;
}

function statusOf(
  { status, error }: Pick<DescribeExecutionOutput, "status" | "error">,
  run?: Run,
  ticket?: Ticket,
): Status {
  const phase = run?.phase ?? (ticket ? "queued" : "preparing");
  // Between its last record and its end an execution still runs.
  if (status === "RUNNING" || status === "PENDING_REDRIVE") return phase === "ended" ? "closing" : phase;
  if (status === "SUCCEEDED") return run?.report?.outcome ?? "promoted";
  if (error === "Release.RolledBack") return "rolled-back";
  if (error === "Release.Superseded") return "superseded";
  if (phase === "stuck") return "stuck";
  return run === undefined || run.report?.outcome === "refused" ? "refused" : "failed";
}

function requestOf({ input }: Pick<DescribeExecutionOutput, "input">): ReleaseRequest | undefined {
  return ReleaseRequest.safeParse(JSON.parse(input ?? "{}")).data;
}

function groupOf(request: ReleaseRequest | undefined, { groups }: Pick<Platform, "groups">) {
  if (request?.group !== undefined) return request.group;
  return groups.find((group) => group.repository === request?.image?.repository)?.name;
}

function imageOf(request: ReleaseRequest | undefined): string {
  if (request?.back) return "what ran before";
  if (request?.image === undefined) return "";
  const { repository, tag, digest = "" } = request.image;
  return tag === undefined ? `${repository}@${digest}` : `${repository}:${tag}`;
}
