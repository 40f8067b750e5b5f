import { closest, suggestion } from "@signalbox/core/closest";
import { platformNames } from "@signalbox/local/deploy/document";
import { command } from "../command.ts";
import { startOptions } from "../start/flags.ts";
import { usualState } from "../start/usual-state.ts";
import { tourNames, tours } from "../tours/index.ts";
import type { Tour } from "../tours/tour.ts";
import { usageError } from "../user-error.ts";

/** Enough to see in every minute of metrics, little enough to forget that it runs. */
const quietTraffic = 20;

export const start = command({
  name: "start",
  description: "Run the local cloud on this machine: AWS's protocols, the platform, traffic, every workflow.",
  arguments: {},
  options: startOptions,
  examples: [
    ["npm start", "boot, run traffic until Ctrl-C"],
    ["npm start -- --once", "play the canary tour, report, exit"],
    ["npm start -- --tour releases --once", "play every strategy's releases, report, exit"],
    ["npm start -- --tour recovery --once", "play a backup, a loss and a restore, report, exit"],
    ["npm start -- --tour failover --once", "play the loss of a region, report, exit"],
    ["npm start -- --tour scaling --once", "play a surge on replicas that start slowly, report, exit"],
    ["npm start -- --tour canary --port 4567", "play a tour and keep running"],
    ["npm start -- --config production", "the platform of production, in its three regions"],
    ["npm start -- --clock 10 --requests-per-second 50", "ten times as fast as real time"],
  ],
  notes: `Tours:\n${tours.map(({ name, description }) => `  ${name.padEnd(10)}${description}`).join("\n")}`,
  run: async (
    { tour: name, once, config: asked, port, clock, requestsPerSecond, seed, throttle, state },
    io,
  ) => {
    const tour = name === undefined && !once ? undefined : tourNamed(name ?? "canary");
    const config = asked ?? tour?.config ?? "development";
    checkConfig(config);
    // Here, because it loads every service and workflow: the other commands should not wait for that.
    const { serveLocalCloud } = await import("../start/serve.ts");
    return serveLocalCloud(
      {
        config,
        tour,
        once,
        port,
        factor: clock ?? tour?.factor ?? 1,
        requestsPerSecond: requestsPerSecond ?? tour?.requestsPerSecond ?? quietTraffic,
        seed,
        throttle,
        state: state ?? (tour ? "none" : usualState(config)),
      },
      io,
    );
  },
});

function checkConfig(name: string): void {
  if (!platformNames.includes(name))
    throw usageError(
      `there is no configuration ${name}`,
      suggestion(name, platformNames),
      "npm start -- --config development",
    );
}

function tourNamed(name: string): Tour {
  const found = tours.find((tour) => tour.name === name);
  if (found) return found;
  throw usageError(
    `there is no tour ${name}`,
    suggestion(name, tourNames),
    `the tours are ${tourNames.join(", ")}: npm start -- --tour ${closest(name, tourNames) ?? "canary"}`,
  );
}
