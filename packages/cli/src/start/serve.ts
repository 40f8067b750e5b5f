import { type Booted, boot } from "@signalbox/local/boot";
import { clockOf } from "@signalbox/local/store/clock";
import { connect } from "../cloud/open.ts";
import { type ExitCode, exit } from "../exit.ts";
import type { Io } from "../io.ts";
import type { Tour, TourReport } from "../tours/tour.ts";
import { renderBanner } from "./banner.ts";
import { buildPage } from "./build-page.ts";
import { interruption } from "./interruption.ts";
import { renderPolicies } from "./policy.ts";
import { portTaken } from "./port-taken.ts";
import { openState } from "./state.ts";

export interface ServeSetting {
  /** Name of the configuration whose platform is brought up. */
  readonly config: string;
  readonly tour: Tour | undefined;
  readonly once: boolean;
  readonly port: number;
  readonly factor: number;
  readonly requestsPerSecond: number;
  readonly seed: number;
  readonly throttle: boolean;
  /** A directory, or "none". */
  readonly state: string;
}

/** Boots, runs traffic, plays the tour if there is one; goes on until Ctrl-C unless `once`. */
export async function serveLocalCloud(setting: ServeSetting, io: Io): Promise<ExitCode> {
  const { config, tour, once, port, factor, requestsPerSecond, seed, throttle } = setting;
  const store = openState(setting.state);
  const clock = clockOf(store, factor);
  const options = {
    config,
    clock,
    port,
    seed,
    requestsPerSecond,
    throttle,
    databases: "postgres" as const,
    rehearsals: tour?.rehearsals ?? true,
    policy: tour?.policy ?? {},
    ...(tour?.change && { change: tour.change }),
  };
  const starting = boot({ ...options, ...(store && { store }) });
  // A tour that is played once is over before anybody has opened the page.
  const page = once ? undefined : buildPage(io);
  const booted = await Promise.race([starting, interruption(io.interrupted)]).catch((error: unknown) => {
    throw portTaken(error, port);
  });
  if (!booted) return exit.failed;
  await page;
  try {
    io.err(renderBanner(booted, setting, io.colors));
    booted.traffic.start();
    const report = tour && (await playTour(tour, booted, setting, io));
    if (report && once) return report.expectations.every(({ met }) => met) ? exit.done : exit.failed;
    io.err(io.colors.dim("\nthe local cloud runs on; Ctrl-C ends it"));
    await interruption(io.interrupted);
    return exit.done;
  } catch (error) {
    if (io.interrupted.aborted) return once ? exit.failed : exit.done;
    throw error;
  } finally {
    io.err(io.colors.dim("stopping"));
    await booted.stop();
    store?.close();
  }
}

async function playTour(tour: Tour, booted: Booted, { once }: ServeSetting, io: Io): Promise<TourReport> {
  io.err(
    `\n${io.colors.bold(`tour ${tour.name}`)}: ${tour.description}\n${renderPolicies(booted.platform.groups, tour.policy)}`,
  );
  const { endpoint, platform, traffic } = booted;
  const cloud = connect({ kind: "endpoint", endpoint, region: platform.region });
  const report = await tour.play({
    booted,
    cloud,
    io,
    finishTraffic: async () => {
      // Only a stopped sender knows of every request how it ended.
      if (once) await traffic.stop();
      return traffic.ledger.snapshot();
    },
  });
  io.out(`\n${report.text}`);
  return report;
}
