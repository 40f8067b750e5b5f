import { reportText } from "@signalbox/core/failover/report";
import { z } from "zod";
import { nowOn } from "../cloud/now.ts";
import { openCloud } from "../cloud/open.ts";
import { cloudOptions } from "../cloud/options.ts";
import { readDeployment } from "../cloud/platform.ts";
import { command, parameter } from "../command.ts";
import { exit } from "../exit.ts";
import { readFailovers } from "../failovers/read.ts";
import { renderFailovers } from "../render/failover.ts";
import { usageError } from "../user-error.ts";

export const failoverStatus = command({
  name: "failover status",
  description: "Show which region may write, what each observer sees, and what failovers did.",
  arguments: {},
  options: {
    report: parameter("--report <run>", "the whole report of one, as Markdown", z.string().min(1).optional()),
    ...cloudOptions,
  },
  examples: [
    ["signalbox failover status --region eu-west-1", "ask a standby; the primary may not answer"],
    ["signalbox failover status --report fo-1 > incident.md", "one incident's timeline"],
  ],
  run: async ({ report, json, ...options }, io) => {
    const cloud = openCloud(options, io);
    const deployment = await readDeployment(cloud);
    const status = await readFailovers(cloud, deployment);
    if (report === undefined) {
      io.out(
        json
          ? JSON.stringify(status, undefined, 2)
          : renderFailovers(status, await nowOn(cloud, io), io.colors),
      );
      return exit.done;
    }
    const run = status.runs.find((one) => one.run === report);
    if (!run)
      throw usageError(
        `${status.region} knows no failover ${report}`,
        `there are: ${status.runs.map((one) => one.run).join(", ") || "none"}`,
        "signalbox failover status lists them",
      );
    io.out(json ? JSON.stringify(run, undefined, 2) : reportText(run));
    return exit.done;
  },
});
