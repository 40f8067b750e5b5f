import { NamedError } from "@signalbox/core/error";
import { type Pause, placeOf, type SeenDeployment } from "@signalbox/core/release/blue-green/deployment";
import type { BlueGreenRelease, TaskDefinitions } from "@signalbox/core/release/release";
import { on } from "@signalbox/core/workflow/allow";
import { type Deployed, readDeployments } from "../../aws/service-deployment.ts";
import type { FunctionContext } from "../../context.ts";
import { type ReleasedService, servicesOf } from "./group.ts";

/** What answering pauses calls. */
export const answersPauses = [
  on("service", "ecs:ContinueServiceDeployment"),
  on("serviceDeployment", "ecs:ContinueServiceDeployment"),
];

/** A service with what ECS has done with it since the release began. */
export interface DeployedService {
  readonly service: ReleasedService;
  /** The deployment that this release has started; absent before. */
  readonly ours?: OurDeployment;
  /** A later one that it has not. */
  readonly foreign?: Deployed;
}

export interface OurDeployment extends SeenDeployment {
  readonly arn: string;
  /** Of the PAUSE hook that awaits its answer. */
  readonly hookId?: string;
  /** ECS's own words. */
  readonly reason: string;
}

/** How far ECS's clock may be behind that of the Lambda which noted when the release began. */
const skewMs = 5_000;

/** What every service of a release has been deployed by since it began. A deployment is ours if it brings our task definition. */
export async function readOurs(
  context: FunctionContext,
  release: BlueGreenRelease,
  taskDefinitions: TaskDefinitions,
): Promise<DeployedService[]> {
  const all = await readSince(context, release);
  return all.map(({ service, since }) => {
    const [newest] = since;
    const ours = since.find(({ taskDefinition }) => taskDefinition === taskDefinitions[service.name]);
    return {
      service,
      ...(ours && { ours: seen(ours) }),
      ...(newest && newest !== ours && { foreign: newest }),
    };
  });
}

/** The same where no other deployment than the release's is looked for. */
export async function readNewest(
  context: FunctionContext,
  release: BlueGreenRelease,
): Promise<DeployedService[]> {
  const all = await readSince(context, release);
  return all.map(({ service, since: [newest] }) => ({ service, ...(newest && { ours: seen(newest) }) }));
}

const readSince = (context: FunctionContext, release: BlueGreenRelease) =>
  Promise.all(
    servicesOf(context, release).map(async (service) => ({
      service,
      since: await readDeployments(
        context.aws.ecs,
        service.cluster,
        service.service,
        release.startedAt - skewMs,
      ),
    })),
  );

function seen({ arn, deployment }: Deployed): OurDeployment {
  const { status = "PENDING", lifecycleStage: stage, lifecycleHookDetails = [], statusReason } = deployment;
  const hook = lifecycleHookDetails.find(
    (each) => each.targetType === "PAUSE" && each.status === "AWAITING_ACTION",
  );
  return {
    arn,
    status,
    stage,
    waits: hook !== undefined,
    ...(hook?.hookId !== undefined && { hookId: hook.hookId }),
    reason: statusReason ?? "no reason given",
  };
}

/**
 * Those that are not at the pause yet. Throws `Release.DeploymentFailed` where ECS has taken one back, and `Release.Drifted`
 * where somebody else has deployed a service meanwhile or let its deployment go on.
 */
export function notYetAt(all: readonly DeployedService[], pause: Pause): DeployedService[] {
  for (const { service, ours, foreign } of all) {
    if (foreign)
      throw new NamedError(
        "Release.Drifted",
        `somebody else deploys ${foreign.taskDefinition} to ${service.name}`,
      );
    if (ours && placeOf(ours, pause) === "back")
      throw new NamedError("Release.DeploymentFailed", `${service.name}: ${ours.reason}`);
    if (ours && placeOf(ours, pause) === "past")
      throw new NamedError(
        "Release.Drifted",
        `the deployment of ${service.name} is ${ours.stage ?? ours.status} already: somebody else let it go on`,
      );
  }
  return all.filter(({ ours }) => !ours || placeOf(ours, pause) !== "at");
}

/** Of a sentence: how far each of them is. */
export const whereabouts = (all: readonly DeployedService[]): string =>
  all
    .map(
      ({ service, ours }) =>
        `${service.name} is ${ours ? `${ours.status} at ${ours.stage ?? "no stage"}` : "not deployed"}`,
    )
    .join("; ");
