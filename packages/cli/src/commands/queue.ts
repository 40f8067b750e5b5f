import { z } from "zod";
import { openCloud } from "../cloud/open.ts";
import { cloudOptions } from "../cloud/options.ts";
import { groupNamed, readDeployment } from "../cloud/platform.ts";
import { command, parameter } from "../command.ts";
import { exit } from "../exit.ts";
import { groupStatus } from "../releases/status.ts";
import { renderQueue } from "../render/queue.ts";

export const queue = command({
  name: "queue",
  description: "Show which releases wait for their turn, and what they wait for.",
  arguments: { group: parameter("[group]", "one group alone", z.string().optional()) },
  options: cloudOptions,
  examples: [
    ["signalbox queue", "every group"],
    ["signalbox queue open-webui --json | jq '.[0].waiting[0].run'", "who is next"],
  ],
  notes: "signalbox abort ends one that waits, with nothing done.",
  run: async ({ group, json, ...options }, io) => {
    const cloud = openCloud(options, io);
    const deployment = await readDeployment(cloud);
    const groups = group === undefined ? deployment.groups : [groupNamed(deployment, group)];
    const now = io.clock.now();
    const statuses = await Promise.all(groups.map((one) => groupStatus(cloud, deployment, one, now)));
    const queues = statuses.map(({ group: name, lock, waiting, freeze }) => ({
      group: name,
      running: lock?.run,
      freeze,
      waiting,
    }));
    io.out(json ? JSON.stringify(queues, undefined, 2) : renderQueue(queues, io.colors));
    return exit.done;
  },
});
