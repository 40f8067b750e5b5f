import { userInfo } from "node:os";
import { wouldBeRefused } from "@signalbox/core/release/plan-document";
import { z } from "zod";
import { openCloud } from "../cloud/open.ts";
import { cloudOptions } from "../cloud/options.ts";
import { groupNamed, readDeployment } from "../cloud/platform.ts";
import { command, parameter } from "../command.ts";
import { exit } from "../exit.ts";
import { parseImage } from "../releases/image.ts";
import { planOf } from "../releases/plan.ts";
import { parsePolicy, policyHelp } from "../releases/policy.ts";
import { renderPlan } from "../render/plan.ts";

export const planRelease = command({
  name: "plan release",
  description:
    "Show what a release would do now, how long, at what cost, and why it would be refused; nothing is done.",
  arguments: { group: parameter("<group>", "the release group", z.string()) },
  options: {
    image: parameter("--image <image>", "TAG, REPO:TAG or REPO@sha256:…", z.string()),
    breakGlass: parameter(
      "--break-glass <text>",
      "as a release that does not wait for the end of a freeze",
      z.string().trim().min(1).optional(),
    ),
    set: parameter(
      "--set <field=value...>",
      "fields of the policy that differ this time (below)",
      z.array(z.string()).default([]),
    ),
    ...cloudOptions,
  },
  examples: [
    ["signalbox plan release open-webui --image v0.11.1", "stages, permissions, cost and drift"],
    [
      "signalbox plan release open-webui --image v0.11.1 --set ladder=50,100 && signalbox release …",
      "goes on only where it would not be refused",
    ],
  ],
  notes: `It exits with 1 where the release would be refused.\n\nFields of the policy:\n${policyHelp()}`,
  run: async ({ group: name, image: typed, breakGlass, set, json, ...options }, io) => {
    const policy = parsePolicy(set);
    const cloud = openCloud(options, io);
    const deployment = await readDeployment(cloud);
    const image = parseImage(typed, groupNamed(deployment, name));
    const plan = await planOf(cloud, deployment, {
      group: name,
      image,
      requestedBy: userInfo().username,
      ...(breakGlass !== undefined && { breakGlass }),
      ...(set.length > 0 && { policy }),
    });
    io.out(json ? JSON.stringify(plan, undefined, 2) : renderPlan(plan, io.colors));
    return wouldBeRefused(plan) ? exit.failed : exit.done;
  },
});
