import { NamedError } from "@signalbox/core/error";
import type { PipelinePlaces } from "@signalbox/core/pipeline/places";
import { stagingOf } from "@signalbox/core/pipeline/staging";
import { arns } from "@signalbox/core/platform/arns";
import { namesOf } from "@signalbox/core/platform/names";
import type { Clients } from "../aws/clients.ts";
import type { FunctionContext } from "../context.ts";

/** What the pipeline of this stage leads through. Throws `Pipeline.NotConfigured`. */
export function placesOf({ platform }: Pick<FunctionContext, "platform">): PipelinePlaces {
  if (platform.pipeline) return platform.pipeline;
  throw new NamedError(
    "Pipeline.NotConfigured",
    `${namesOf(platform).prefix} has no pipeline in ${platform.region}`,
  );
}

/** Where a release of the run is started: in the stage before, or in this one. */
export interface ReleasePlace {
  readonly aws: Clients;
  readonly stateMachineArn: string;
  readonly execution: (name: string) => string;
}

/** All of a stage's groups stand in all of its regions. */
export const isInWaves = ({ elsewhere }: FunctionContext["platform"]): boolean => elsewhere !== undefined;

export function releasePlaceOf(context: FunctionContext, where: "staging" | "production"): ReleasePlace {
  const { platform } = context;
  const places = placesOf(context);
  const isStaging = where === "staging";
  const region = isStaging ? places.staging.region : platform.region;
  const machine = isStaging
    ? namesOf(stagingOf(platform) ?? platform).deployed("release")
    : namesOf(platform).deployed(isInWaves(platform) ? "release-waves" : "release");
  const place = { region, account: platform.account };
  return {
    aws: isStaging ? context.clientsIn(region) : context.aws,
    stateMachineArn: arns.stateMachine(place, machine),
    execution: (name) => arns.execution(place, machine, name),
  };
}
