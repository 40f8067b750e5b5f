import { userInfo } from "node:os";
import { z } from "zod";
import { openCloud } from "../cloud/open.ts";
import { cloudOptions } from "../cloud/options.ts";
import { groupNamed, readDeployment } from "../cloud/platform.ts";
import { command } from "../command.ts";
import { exit } from "../exit.ts";
import { askFreeze } from "../freezes/ask.ts";
import { freezeOptions } from "./freeze.ts";

const Thawed = z.object({
  thawed: z.array(z.object({ by: z.string(), reason: z.string(), until: z.string() })),
});

export const thaw = command({
  name: "thaw",
  description: "End what people have frozen, of a group or of all groups at once.",
  arguments: { group: freezeOptions.group },
  options: { reason: freezeOptions.reason, ...cloudOptions },
  examples: [
    ['signalbox thaw --reason "the database has moved"', "the freezes of all groups together"],
    ['signalbox thaw ollama --reason "demo is over"', "those of one group"],
  ],
  notes: "The windows of the configuration stay: they end by themselves, or by a deployment without them.",
  run: async ({ group, reason, json, ...options }, io) => {
    const cloud = openCloud(options, io);
    const deployment = await readDeployment(cloud);
    const named = group !== undefined && { group: groupNamed(deployment, group).name };
    const words = { ...named, reason, by: userInfo().username };
    const { thawed } = Thawed.parse(await askFreeze(cloud, deployment, { action: "thaw", ...words }));
    if (json) io.out(JSON.stringify(thawed, undefined, 2));
    const where = group === undefined ? "for all groups" : `for ${group}`;
    if (thawed.length === 0) io.err(`nobody has frozen anything ${where}; signalbox status shows what holds`);
    for (const one of thawed)
      io.err(`${io.colors.green("✓")} thawed ${where}: ${one.by} until ${one.until}, ${one.reason}`);
    return exit.done;
  },
});
