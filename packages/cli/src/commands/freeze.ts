import { userInfo } from "node:os";
import { z } from "zod";
import { openCloud } from "../cloud/open.ts";
import { cloudOptions } from "../cloud/options.ts";
import { groupNamed, readDeployment } from "../cloud/platform.ts";
import { command, parameter } from "../command.ts";
import { exit } from "../exit.ts";
import { askFreeze } from "../freezes/ask.ts";
import { When } from "../freezes/until.ts";

const Frozen = z.object({ until: z.string() });

export const freezeOptions = {
  group: parameter("[group]", "the release group; left out, all of them", z.string().optional()),
  reason: parameter("--reason <text>", "why, for those who are refused", z.string().trim().min(1)),
};

export const freeze = command({
  name: "freeze",
  description: "Let no release of a group begin, or of any group, until a time; one that runs goes on.",
  arguments: { group: freezeOptions.group },
  options: {
    reason: freezeOptions.reason,
    until: parameter(
      "--until <when>",
      "when it ends: 90m, 4h, 2d, or a time such as 2026-12-24T18:00+01:00",
      When,
    ),
    ...cloudOptions,
  },
  examples: [
    ['signalbox freeze --until 4h --reason "the database moves"', "every group, for four hours"],
    ['signalbox freeze ollama --until 2026-12-24T18:00+01:00 --reason "demo"', "one group, until a time"],
  ],
  notes: `A way back (signalbox rollback) is never frozen. In an emergency release with --break-glass "why".`,
  run: async ({ group, reason, until: typed, json, ...options }, io) => {
    const cloud = openCloud(options, io);
    const deployment = await readDeployment(cloud);
    const named = group !== undefined && { group: groupNamed(deployment, group).name };
    const words = { ...named, reason, by: userInfo().username };
    const request = { action: "freeze", ...words, until: typed } as const;
    const { until } = Frozen.parse(await askFreeze(cloud, deployment, request));
    io.err(`${io.colors.green("✓")} ${group ?? "every group"} is frozen until ${until}`);
    if (json) io.out(JSON.stringify({ ...words, until }, undefined, 2));
    return exit.done;
  },
});
