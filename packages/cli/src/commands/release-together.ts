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
import { usageError } from "../user-error.ts";

export const releaseTogether = command({
  name: "release-together",
  description: "Release several groups as one: promoted together, and turned back together.",
  arguments: {
    groups: parameter("<group=image...>", "each group with its image", z.array(z.string()).min(2)),
  },
  options: { ...setOptions, ...watchOption, ...cloudOptions },
  examples: [
    ["signalbox release-together open-webui=v0.11.1 ollama=0.9.1 --watch", "forward and back as one"],
    ["signalbox release-together open-webui=v0.11.1 ollama=0.9.1 --dry-run", "only what would be done"],
  ],
  run: async ({ groups: typed, reason, set, dryRun, watch, json, ...options }, io) => {
    const pairs = typed.map(pairOf);
    const policy = parsePolicy(set);
    const cloud = openCloud(options, io);
    const deployment = await readDeployment(cloud);
    const groups = pairs.map(([group, image]) => ({
      group,
      image: parseImage(image, groupNamed(deployment, group)),
    }));
    const request = {
      groups,
      requestedBy: userInfo().username,
      dryRun,
      ...(reason !== undefined && { reason }),
      ...(set.length > 0 && { policy }),
    };
    const what = pairs.map(([group]) => group).join("-");
    const workflow = "release-together";
    return await runSet({ cloud, deployment, workflow, what, request, watch, json }, io);
  },
});

function pairOf(typed: string): [group: string, image: string] {
  const [, group, image] = /^([^=]+)=(.+)$/.exec(typed) ?? [];
  if (group === undefined || image === undefined)
    throw usageError(
      `"${typed}" is no group with its image`,
      "it wants a group, = and an image",
      "write it like open-webui=v0.11.1",
    );
  return [group, image];
}
