import { z } from "zod";
import { openCloud } from "../cloud/open.ts";
import { cloudOptions } from "../cloud/options.ts";
import { groupNamed, readDeployment } from "../cloud/platform.ts";
import { command, parameter } from "../command.ts";
import { exit } from "../exit.ts";
import { groupStatus } from "../releases/status.ts";
import { renderGroups } from "../render/groups.ts";

export const status = command({
  name: "status",
  description: "Show how the release groups stand: free, or what is released onto them right now.",
  arguments: { group: parameter("[group]", "one group alone", z.string().optional()) },
  options: cloudOptions,
  examples: [
    ["signalbox status", "every group"],
    ["signalbox status open-webui --json | jq '.[0].run.weight'", "the candidate's weight"],
  ],
  run: async ({ group, json, ...options }, io) => {
    const cloud = openCloud(options, io);
    const deployment = await readDeployment(cloud);
    const groups = group === undefined ? deployment.groups : [groupNamed(deployment, group)];
    const statuses = await Promise.all(
      groups.map((one) => groupStatus(cloud, deployment, one, io.clock.now())),
    );
    io.out(json ? JSON.stringify(statuses, undefined, 2) : renderGroups(statuses, io.colors));
    return exit.done;
  },
});
