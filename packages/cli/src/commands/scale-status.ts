import { readHeld } from "@signalbox/core/scaling/status/held";
import { readPaid } from "@signalbox/core/scaling/status/series";
import { z } from "zod";
import { nowOn } from "../cloud/now.ts";
import { openCloud } from "../cloud/open.ts";
import { cloudOptions } from "../cloud/options.ts";
import { readDeployment } from "../cloud/platform.ts";
import { command, parameter } from "../command.ts";
import { exit } from "../exit.ts";
import { renderPlanned } from "../render/scale-status.ts";
import { measuredOf, metricsOf, readPlannedEntries } from "../scaling/planned.ts";

const dayMs = 86_400_000;

export const scaleStatus = command({
  name: "scale status",
  description: "Show how many replicas the planner wants now, why, what they cost, and what was done last.",
  arguments: {
    service: parameter("[service]", "one whose replicas are planned; all unless said", z.string().optional()),
  },
  options: cloudOptions,
  examples: [
    ["signalbox scale status", "every service of inference.services"],
    ["signalbox scale status ollama --json", "the same of one, for scripts"],
  ],
  run: async ({ service, json, ...options }, io) => {
    const cloud = openCloud(options, io);
    const deployment = await readDeployment(cloud);
    const now = await nowOn(cloud, io);
    const entries = await readPlannedEntries(cloud, deployment, service, now);
    const read = metricsOf(cloud);
    const midnight = Math.floor(now / dayMs) * dayMs;
    const told = await Promise.all(
      entries.map(async (entry) => {
        const { hold, service } = entry;
        const held = hold && (await readHeld(read, hold.service, now));
        const todayUsd = await readPaid(read, measuredOf(deployment, service), midnight, now);
        return { ...entry, todayUsd, ...(held && { held }) };
      }),
    );
    io.out(
      json
        ? JSON.stringify(told, undefined, 2)
        : told.map((one) => renderPlanned(one, now, io.colors)).join("\n\n"),
    );
    return exit.done;
  },
});
