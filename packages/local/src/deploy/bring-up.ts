import type { Platform } from "@signalbox/core/platform/platform";
import type { ReleasePolicy } from "@signalbox/core/release/policy";
import type { Cloud } from "../cloud.ts";
import type { Store } from "../store/store.ts";
import { type Deployed, deploy } from "./deploy.ts";
import type { PlatformDocument } from "./document.ts";
import { openCaches } from "./open-caches.ts";
import { platformIn } from "./platform-in.ts";
import { servicesServe } from "./services-serve.ts";

/**
 * How long the containers of an earlier process may take to come up again. The slowest double needs under a minute; a busy
 * machine, on which this is ten real seconds, some more.
 */
const restartMs = 600_000;

export interface BringUpSetting {
  readonly document: PlatformDocument;
  /** Overrides of every group's release policy. */
  readonly policy: Partial<ReleasePolicy>;
  readonly store?: Store | undefined;
}

export interface BroughtUp {
  /** For the keeper, so that a later process takes it up. */
  readonly deployed: Deployed;
  /** As the primary's Lambdas read it. */
  readonly platform: Platform;
}

/**
 * Deploys a platform document, or what has come to it since the store was written; resolves when every service serves.
 * Throws an Error when the store is of another configuration.
 */
export async function bringUp(cloud: Cloud, { document, policy, store }: BringUpSetting): Promise<BroughtUp> {
  const before =
    store && (await cloud.keeper?.restore())
      ? (store.value("deployed") as Deployed) // as `boot` gave it to the keeper
      : undefined;
  if (before && before.config !== document.config)
    throw new Error(`the kept state is of the configuration ${before.config}, not of ${document.config}`);
  const deployed = await deploy(cloud, { document, policy, before });
  await openCaches(cloud, document);
  // A release that was cut off may have a candidate up which never serves.
  await servicesServe(cloud, document, before && restartMs);
  const [primary = ""] = document.regions;
  return { deployed, platform: await platformIn(cloud.world, primary, document.parameters) };
}
