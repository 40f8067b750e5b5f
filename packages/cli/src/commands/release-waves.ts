import { userInfo } from "node:os";
import { z } from "zod";
import { openCloud } from "../cloud/open.ts";
import { cloudOptions, watchOption } from "../cloud/options.ts";
import { groupNamed, readDeployment } from "../cloud/platform.ts";
import { command, parameter } from "../command.ts";
import { parseImage } from "../releases/image.ts";
import { parsePolicy } from "../releases/policy.ts";
import { setOptions } from "../sets/options.ts";
import { runSet } from "../sets/run.ts";
import { UserError } from "../user-error.ts";

export const releaseWaves = command({
  name: "release-waves",
  description: "Release an image onto a group in every region: one first, then the others; back as one.",
  arguments: { group: parameter("<group>", "the release group", z.string()) },
  options: {
    image: parameter("--image <image>", "TAG, REPO:TAG or REPO@sha256:…", z.string()),
    canary: parameter(
      "--canary <region>",
      "the region that goes first; else the primary",
      z.string().optional(),
    ),
    between: parameter(
      "--between <seconds>",
      "how long that region serves alone before the others begin; else 1800",
      z.coerce.number().int().min(0).max(86_400).optional(),
    ),
    force: parameter(
      "--force <strategy>",
      "maintenance-cutover: all regions at once, whatever the rehearsal says; wants --reason",
      z.literal("maintenance-cutover").optional(),
    ),
    ...setOptions,
    ...watchOption,
    ...cloudOptions,
  },
  examples: [
    ["signalbox release-waves open-webui --image v0.11.1 --watch", "start it in the primary region"],
    [
      "signalbox release-waves open-webui --image v0.11.1 --canary eu-west-1 --between 3600 --dry-run",
      "only what would be done",
    ],
  ],
  run: async (
    { group, image: typed, canary, between, force, reason, set, dryRun, watch, json, ...options },
    io,
  ) => {
    if (force !== undefined && reason === undefined)
      throw new UserError("nothing was released", "a strategy is forced with a reason", "add --reason");
    const policy = parsePolicy(set);
    const cloud = openCloud(options, io);
    const deployment = await readDeployment(cloud);
    const image = parseImage(typed, groupNamed(deployment, group));
    const request = {
      group,
      image,
      requestedBy: userInfo().username,
      dryRun,
      ...(canary !== undefined && { canary }),
      ...(between !== undefined && { betweenSeconds: between }),
      ...(force !== undefined && { force: { strategy: force, reason } }),
      ...(reason !== undefined && { reason }),
      ...(set.length > 0 && { policy }),
    };
    const what = `${group}-${image?.tag ?? "waves"}`;
    return await runSet({ cloud, deployment, workflow: "release-waves", what, request, watch, json }, io);
  },
});
