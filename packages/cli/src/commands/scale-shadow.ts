import type { DecisionRecord } from "@signalbox/core/scaling/planner-record";
import { shadowOf } from "@signalbox/core/scaling/shadow/shadow";
import { lastMinutes, readPlannedSeries } from "@signalbox/core/scaling/status/series";
import { z } from "zod";
import { nowOn } from "../cloud/now.ts";
import { openCloud } from "../cloud/open.ts";
import { cloudOptions } from "../cloud/options.ts";
import { readDeployment } from "../cloud/platform.ts";
import { command, parameter } from "../command.ts";
import { exit } from "../exit.ts";
import { renderShadow } from "../render/shadow.ts";
import { drawShadow, writePlot } from "../scaling/draw.ts";
import { measuredOf, metricsOf, readPlannedEntries } from "../scaling/planned.ts";
import { UserError, usageError } from "../user-error.ts";

/** What half of the starts take at most, stage by stage; undefined before enough were measured. */
const measuredStart = (decision: DecisionRecord | undefined): number | undefined =>
  decision?.stages?.length ? decision.stages.reduce((sum, { half }) => sum + half, 0) : undefined;

export const scaleShadow = command({
  name: "scale shadow",
  description:
    "Compare the replicas that stood with those that the planner would have had: hours, cost, late minutes.",
  arguments: {
    service: parameter("[service]", "one whose replicas are planned; all unless said", z.string().optional()),
  },
  options: {
    hours: parameter(
      "--hours <number>",
      "how far back; 3 unless said, 360 at most, since CloudWatch keeps minutes for 15 days",
      z.coerce.number().positive().max(360, "CloudWatch keeps minutes for 15 days").default(3),
    ),
    plot: parameter("--plot <file>", "also draw both over the demand as an SVG", z.string().optional()),
    ...cloudOptions,
  },
  examples: [
    ["signalbox scale shadow --hours 24", "a day of every planned service"],
    ["signalbox scale shadow vllm --aws --plot shadow.svg", "one service on AWS, drawn"],
  ],
  notes: `With \`owner: autoscaling\` in inference.services the planner changes nothing: it looks each minute and publishes what it
would want. Its replicas are played here: each is ready after it was wanted as half of the measured starts were, or as the
profile says where too few were measured. Requests go through the same queue on both sides; what the replicas measured
stands beside it.`,
  run: async ({ service, hours, plot, json, ...options }, io) => {
    const cloud = openCloud(options, io);
    const deployment = await readDeployment(cloud);
    const now = await nowOn(cloud, io);
    const entries = await readPlannedEntries(cloud, deployment, service, now);
    if (plot !== undefined && entries.length > 1)
      throw usageError(
        `--plot draws one service, and ${entries.length} are planned`,
        entries.map((one) => one.service).join(", "),
        "name one of them",
      );
    const minutes = lastMinutes(now, Math.ceil(hours * 60));
    const read = metricsOf(cloud);
    const shadows = await Promise.all(
      entries.map(async ({ service: name, owned, profile, objective, decision }) => {
        const { series, replicas } = await readPlannedSeries(read, measuredOf(deployment, name), minutes);
        const startSeconds = measuredStart(decision) ?? profile.startSeconds;
        const shadow = shadowOf(series, replicas, { profile: { ...profile, startSeconds }, objective });
        return { service: name, owned, objective, startSeconds, ...shadow };
      }),
    );
    if (shadows.every((one) => one.minutes.length === 0))
      throw new UserError(
        `the planner has said nothing in the last ${hours} h`,
        `it publishes each minute how many replicas of ${entries.map((one) => one.service).join(", ")} it wants`,
        "look at the alarms of plan-inference, or ask for more --hours",
      );
    const [first] = shadows;
    if (plot !== undefined && first) await writePlot(plot, drawShadow(first));
    io.out(
      json
        ? JSON.stringify(shadows, undefined, 2)
        : shadows.map((one) => renderShadow(one, io.colors)).join("\n\n"),
    );
    return exit.done;
  },
});
