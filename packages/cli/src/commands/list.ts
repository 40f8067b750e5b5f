import { z } from "zod";
import { openCloud } from "../cloud/open.ts";
import { cloudOptions } from "../cloud/options.ts";
import { readDeployment } from "../cloud/platform.ts";
import { command, parameter } from "../command.ts";
import { exit } from "../exit.ts";
import { listReleases } from "../releases/list.ts";
import { renderReleases } from "../render/releases.ts";

/** Each line costs two calls; DescribeExecution's bucket on AWS holds 300. */
const most = 100;

const Limit = z
  .string()
  .default("20")
  .transform(Number)
  .refine((limit) => Number.isInteger(limit) && limit >= 1 && limit <= most, {
    error: `it is a whole number from 1 to ${most}`,
  });

export const list = command({
  name: "list",
  description: "List the newest releases of all groups.",
  arguments: {},
  options: { limit: parameter("--limit <number>", "how many, 20 unless said", Limit), ...cloudOptions },
  examples: [
    ["signalbox list", "the newest twenty"],
    ["signalbox list --json | jq '.[] | select(.status == \"rolled-back\") | .id'", "those thrown out"],
  ],
  run: async ({ limit, json, ...options }, io) => {
    const cloud = openCloud(options, io);
    const releases = await listReleases(cloud, await readDeployment(cloud), limit);
    io.out(json ? JSON.stringify(releases, undefined, 2) : renderReleases(releases, io.colors));
    return exit.done;
  },
});
