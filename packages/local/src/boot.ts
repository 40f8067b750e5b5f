import type { Platform } from "@signalbox/core/platform/platform";
import type { ReleasePolicy } from "@signalbox/core/release/policy";
import { type Cloud, createCloud } from "./cloud.ts";
import { bringUp } from "./deploy/bring-up.ts";
import { type PlatformDocument, readPlatform } from "./deploy/document.ts";
import { edgeTo } from "./deploy/edge.ts";
import { publicPaths } from "./deploy/public-paths.ts";
import { publicUrls } from "./deploy/public-url.ts";
import { withoutUpgrades } from "./deploy/without-upgrades.ts";
import { openEndpoint } from "./endpoint.ts";
import { throttle } from "./gate/throttle.ts";
import { imageFor } from "./images/catalogue.ts";
import type { Store } from "./store/store.ts";
import { type Traffic, traffic } from "./traffic/traffic.ts";
import type { WorldClock } from "./world/clock.ts";
import type { ConnectedWorld } from "./world/create.ts";
import { modelDatabases } from "./world/database/model/plane.ts";
import { realDatabases } from "./world/database/open-databases.ts";
import { openFiles } from "./world/files/open-files.ts";
import { httpPlane } from "./world/plane/http/plane.ts";
import { modelPlane } from "./world/plane/model/plane.ts";
import { random } from "./world/random.ts";

export interface BootOptions {
  /** Name of the configuration whose platform is brought up; development unless said. */
  readonly config?: string;
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
  /** Real ones are for real and accelerated clocks alone, and take some seconds; modelled unless said. */
  readonly databases?: "postgres" | "model";
  /** Whether releases of a group whose image owns its database are rehearsed first; yes unless said. */
  readonly rehearsals?: boolean;
  /** What is different of the platform than its configuration says. */
  readonly change?: (document: PlatformDocument) => PlatformDocument;
  /** Overrides of the release policy. */
  readonly policy: Partial<ReleasePolicy>;
}

export interface Booted {
  /** Of AWS; empty in virtual time. */
  readonly endpoint: string;
  /** Where users reach the application. */
  readonly applicationUrl: string;
  /** Of the primary region. */
  readonly platform: Platform;
  /** Where the application stands, and how it is reached there; the primary first. */
  readonly regions: readonly { readonly region: string; readonly url: string }[];
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
  const real = options.databases === "postgres" && !virtual;
  const databases = real ? await realDatabases(clock, store?.directory) : modelDatabases(clock);
  // A folder may be there without the state that knew it.
  if (store?.value("time") === undefined) await databases.keepOnly(new Set());
  const plane = (virtual ? modelPlane : httpPlane)({ clock, random: chance, imageFor, databases });
  const written = readPlatform(options.config ?? "development");
  const whole = options.change?.(written) ?? written;
  const document = options.rehearsals === false ? withoutUpgrades(whole) : whole;
  const { account, regions } = document;
  const files = openFiles(clock, store?.directory);
  const setting = { clock, seed, plane, databases, files, account, regions };
  const cloud = createCloud(setting, options.throttle ? [throttle(clock)] : [], store);
  const { world } = cloud;
  const server = virtual ? undefined : await openEndpoint(cloud, port);
  const { policy } = options;
  const { deployed, platform } = await clock.hurry(bringUp(cloud, { document, policy, store }));
  await cloud.keeper?.start({ deployed });
  cloud.keeper?.carryOn();
  const edge = await edgeTo(cloud, plane, document);
  const load = traffic({
    clock,
    random: world.random,
    client: edge.client,
    requestsPerSecond: options.requestsPerSecond,
    paths: publicPaths(document),
  });
  return {
    endpoint: server?.url ?? "",
    applicationUrl: edge.url,
    platform,
    regions: publicUrls(plane, document),
    cloud,
    world,
    traffic: load,
    stop: async () => {
      await load.stop();
      await edge.stop();
      await server?.close();
      await cloud.stop();
    },
  };
}
