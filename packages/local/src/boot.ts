import type { Platform } from "@signalbox/core/platform/platform";
import { ReleasePolicy } from "@signalbox/core/release/policy";
import { type Cloud, createCloud } from "./cloud.ts";
import { type DeployedPlatform, deployPlatform } from "./deploy/platform.ts";
import { restorePlatform } from "./deploy/restored-platform.ts";
import { untilServing } from "./deploy/until-serving.ts";
import { deployWorkflows } from "./deploy/workflows.ts";
import { openEndpoint } from "./endpoint.ts";
import { throttle } from "./gate/throttle.ts";
import { imageFor } from "./images/catalogue.ts";
import type { Store } from "./store/store.ts";
import { clientOf } from "./traffic/client.ts";
import { type Traffic, traffic } from "./traffic/traffic.ts";
import type { WorldClock } from "./world/clock.ts";
import type { ConnectedWorld } from "./world/create.ts";
import { httpPlane } from "./world/plane/http/plane.ts";
import { modelPlane } from "./world/plane/model/plane.ts";
import { random } from "./world/random.ts";

export const homeRegion = "us-east-1";

/**
 * How long the containers of an earlier process may take to come up again. The slowest double needs under a minute; a busy
 * machine, on which this is ten real seconds, some more.
 */
const restartMs = 600_000;

export interface BootOptions {
  /** Real and accelerated clocks get real HTTP; a virtual one gets modelled traffic and no endpoint. */
  readonly clock: WorldClock;
  /** Of the AWS endpoint; 0 takes a free one. */
  readonly port: number;
  readonly seed: number;
  /** Of the traffic, per second of the world's time. */
  readonly requestsPerSecond: number;
  /** Whether calls are held to AWS's published rates; not unless said. */
  readonly throttle?: boolean;
  /** Where the cloud outlives its process; without it, it does not. The clock is the store's own, `clockOf`. */
  readonly store?: Store;
  /** Overrides of the release policy. */
  readonly policy: Partial<ReleasePolicy>;
}

export interface Booted {
  /** Of AWS; empty in virtual time. */
  readonly endpoint: string;
  /** Where users reach the application. */
  readonly applicationUrl: string;
  readonly platform: Platform;
  readonly cloud: Cloud;
  readonly world: ConnectedWorld;
  /** Not started yet. */
  readonly traffic: Traffic;
  stop(): Promise<void>;
}

/** Brings up the local cloud with the platform and every workflow deployed, and the application serving. */
export async function boot(options: BootOptions): Promise<Booted> {
  const { clock, port, store } = options;
  // Another run of chance after each restart: names and ids must not come twice.
  const seed = options.seed + (store ? store.generation - 1 : 0);
  const chance = random(seed).fork("plane");
  const virtual = clock.kind === "virtual";
  const plane = (virtual ? modelPlane : httpPlane)({ clock, random: chance, imageFor });
  const cloud = createCloud({ clock, seed, plane }, options.throttle ? [throttle(clock)] : [], store);
  const { world } = cloud;
  const server = virtual ? undefined : await openEndpoint(cloud, port);
  const policy = ReleasePolicy.parse(options.policy);
  const deployed = await clock.hurry(deploy(cloud, policy, store));
  await cloud.keeper?.start({ deployed });
  cloud.keeper?.carryOn();
  const { platform, groups } = deployed;
  const balancer = groups[0]?.loadBalancerName;
  const applicationUrl = plane.listening().find((open) => open.loadBalancerName === balancer)?.url ?? "";
  const load = traffic({
    clock,
    random: world.random,
    client: clientOf(plane, applicationUrl, clock),
    requestsPerSecond: options.requestsPerSecond,
  });
  return {
    endpoint: server?.url ?? "",
    applicationUrl,
    platform,
    cloud,
    world,
    traffic: load,
    stop: async () => {
      await load.stop();
      await server?.close();
      await cloud.stop();
    },
  };
}

/** Resolves when every group serves. */
async function deploy(
  cloud: Cloud,
  policy: ReleasePolicy,
  store: Store | undefined,
): Promise<DeployedPlatform> {
  const restored = await restorePlatform(cloud, store, policy);
  const deployed = restored ?? (await deployPlatform(cloud.world, homeRegion, policy));
  await deployWorkflows(cloud, deployed.platform);
  // A release that was cut off may have a candidate up which never serves.
  const patienceMs = restored ? restartMs : undefined;
  for (const { group } of deployed.groups) await untilServing(cloud.world, homeRegion, group, patienceMs);
  return deployed;
}
