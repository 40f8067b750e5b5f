import { z } from "zod";
import { classNamed } from "../backups/find.ts";
import { readBackups } from "../backups/read.ts";
import { nowOn } from "../cloud/now.ts";
import { openCloud } from "../cloud/open.ts";
import { cloudOptions } from "../cloud/options.ts";
import { readDeployment } from "../cloud/platform.ts";
import { command, parameter } from "../command.ts";
import { exit } from "../exit.ts";
import { renderPoints } from "../render/backup-points.ts";
import { renderBackups } from "../render/backups.ts";

export const backupList = command({
  name: "backup list",
  description:
    "List the classes of backups: their newest points, the last measured restores, what is overdue.",
  arguments: {},
  options: {
    class: parameter("--class <class>", "the points of one class", z.string().min(1).optional()),
    ...cloudOptions,
  },
  examples: [
    ["signalbox backup list", "every class"],
    ["signalbox backup list --class database/daily", "its calendar and its points"],
    [
      "signalbox backup list --json | jq '.classes[] | select(.overdue != []) | .id'",
      "those that are overdue",
    ],
  ],
  notes: "It exits with 1 where anything is overdue.",
  run: async ({ class: id, json, ...options }, io) => {
    const cloud = openCloud(options, io);
    const now = await nowOn(cloud, io);
    const catalogue = await readBackups(cloud, await readDeployment(cloud), now);
    const one = id === undefined ? undefined : classNamed(catalogue, id);
    if (json) io.out(JSON.stringify(one ?? catalogue, undefined, 2));
    else io.out(one ? renderPoints(one, now, io.colors) : renderBackups(catalogue, now, io.colors));
    const told = one ? [one] : catalogue.classes;
    return told.some(({ overdue }) => overdue.length > 0) ? exit.failed : exit.done;
  },
});
