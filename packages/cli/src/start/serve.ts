import { type Booted, boot } from "@signalbox/local/boot";
import { realClock } from "@signalbox/local/world/clock";
import { connect } from "../cloud/open.ts";
import { type ExitCode, exit } from "../exit.ts";
import type { Io } from "../io.ts";
import type { Tour, TourReport } from "../tours/tour.ts";
import { UserError, usageError } from "../user-error.ts";
import { renderBanner } from "./banner.ts";
import { renderPolicy } from "./policy.ts";

export interface ServeSetting {
  readonly tour: Tour | undefined;
  readonly once: boolean;
  readonly port: number;
  readonly factor: number;
  readonly requestsPerSecond: number;
  readonly seed: number;
}

/** Boots, runs traffic, plays the tour if there is one; goes on until Ctrl-C unless `once`. */
export async function serveLocalCloud(setting: ServeSetting, io: Io): Promise<ExitCode> {
  const { tour, once, port, factor, requestsPerSecond, seed } = setting;
  const clock = realClock(factor);
  const starting = boot({ clock, port, seed, requestsPerSecond, policy: tour?.policy ?? {} });
  const booted = await Promise.race([starting, interruption(io.interrupted)]).catch((error: unknown) => {
    throw portTaken(error, port);
  });
  if (!booted) return exit.failed;
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
  }
}

async function playTour(tour: Tour, booted: Booted, { once }: ServeSetting, io: Io): Promise<TourReport> {
  io.err(`\n${io.colors.bold(`tour ${tour.name}`)}: ${tour.description}\n${renderPolicy(tour.policy)}`);
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

function interruption(signal: AbortSignal): Promise<undefined> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve(undefined);
    signal.addEventListener("abort", () => resolve(undefined), { once: true });
  });
}

function portTaken(error: unknown, port: number): unknown {
  if (!(error instanceof Error && "code" in error && error.code === "EADDRINUSE")) return error;
  const taken = "port" in error && typeof error.port === "number" ? error.port : port;
  if (taken === port)
    return usageError(
      `port ${port} is in use`,
      "another program listens there, perhaps another npm start",
      "end it, or take another port: npm start -- --port 4567 (0 takes a free one)",
    );
  return new UserError(
    `port ${taken} is in use`,
    "the application's load balancer listens on it",
    "end the program that listens there",
  );
}
