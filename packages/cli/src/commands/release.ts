import { userInfo } from "node:os";
import { UpgradeStrategy } from "@signalbox/core/upgrade/strategy";
import { z } from "zod";
import { openCloud } from "../cloud/open.ts";
import { cloudOptions, watchOption } from "../cloud/options.ts";
import { groupNamed, readDeployment } from "../cloud/platform.ts";
import { command, parameter } from "../command.ts";
import { exit } from "../exit.ts";
import { parseImage } from "../releases/image.ts";
import { parsePolicy, policyHelp } from "../releases/policy.ts";
import { startRelease } from "../releases/start.ts";
import { UserError } from "../user-error.ts";
import { watch } from "./watch.ts";

export const release = command({
  name: "release",
  description:
    "Release an image onto a group: weight by weight, judged at each, rolled back when it is worse.",
  arguments: { group: parameter("<group>", "the release group", z.string()) },
  options: {
    image: parameter("--image <image>", "TAG, REPO:TAG or REPO@sha256:…", z.string()),
    reason: parameter("--reason <text>", "why, for the report", z.string().trim().min(1).optional()),
    breakGlass: parameter(
      "--break-glass <text>",
      "why it cannot wait for the end of a freeze; the report keeps it",
      z.string().trim().min(1).optional(),
    ),
    force: parameter(
      "--force <strategy>",
      "canary, blue-green or maintenance-cutover, whatever the rehearsal of its upgrade says; with --reason",
      UpgradeStrategy.optional(),
    ),
    set: parameter(
      "--set <field=value...>",
      "fields of the policy that differ this time (below)",
      z.array(z.string()).default([]),
    ),
    ...watchOption,
    ...cloudOptions,
  },
  examples: [
    ["signalbox release open-webui --image v0.11.1 --watch", "release a tag and follow it to its end"],
    [
      "signalbox release open-webui --image v0.11.1 --set ladder=50,100 bakeSeconds=60",
      "in two steps with a minute at each",
    ],
    [
      "signalbox release open-webui --image v0.11.2 --set whenBusy=supersede",
      "send back a release that is not promoted yet, instead of waiting for it",
    ],
    [
      'signalbox release open-webui --image v0.12.0 --force maintenance-cutover --reason "writes must not wait for it"',
      "keep users out though the rehearsal allows a canary",
    ],
    ['signalbox release open-webui --image v0.11.2 --break-glass "logins fail"', "in spite of a freeze"],
  ],
  notes: `Fields of the policy:\n${policyHelp()}`,
  run: async (
    { group: name, image: typed, reason, breakGlass, force, set, watch: follow, json, ...options },
    io,
  ) => {
    const policy = parsePolicy(set);
    if (force !== undefined && reason === undefined)
      throw new UserError("nothing was released", "a strategy is forced with a reason", "add --reason");
    const cloud = openCloud(options, io);
    const deployment = await readDeployment(cloud);
    const group = groupNamed(deployment, name);
    const image = parseImage(typed, group);
    const executionArn = await startRelease(
      cloud,
      deployment,
      {
        group: name,
        image,
        requestedBy: userInfo().username,
        ...(reason !== undefined && { reason }),
        ...(breakGlass !== undefined && { breakGlass }),
        ...(force !== undefined && reason !== undefined && { force: { strategy: force, reason } }),
        ...(set.length > 0 && { policy }),
      },
      io.clock.now(),
    );
    const id = executionArn.slice(executionArn.lastIndexOf(":") + 1);
    io.err(`${io.colors.green("✓")} started ${io.colors.bold(id)}`);
    if (follow) return watch({ cloud, deployment, executionArn, json }, io);
    if (json) io.out(JSON.stringify({ id, executionArn }, undefined, 2));
    else io.err(io.colors.dim(`  signalbox show ${id} --watch follows it`));
    return exit.done;
  },
});
