import { NamedError } from "@signalbox/core/error";
import type { BlueGreenRelease } from "@signalbox/core/release/release";
import type { FunctionContext } from "../../context.ts";
import { notYetAt, readNewest, whereabouts } from "./deployments.ts";

/**
 * Stands before what is done in the second pause: between two looks ECS or another hand may have ended it. Throws
 * `Release.DeploymentFailed` or `Release.Drifted`.
 */
export async function checkStillPaused(context: FunctionContext, release: BlueGreenRelease): Promise<void> {
  const missing = notYetAt(await readNewest(context, release), "shifted");
  if (missing.length > 0)
    throw new NamedError("Release.Drifted", `it does not pause any more: ${whereabouts(missing)}`);
}
