import { openCloud } from "../cloud/open.ts";
import { cloudOptions, watchOption } from "../cloud/options.ts";
import { readDeployment } from "../cloud/platform.ts";
import { command } from "../command.ts";
import { exit } from "../exit.ts";
import { detailRelease } from "../releases/detail.ts";
import { findRelease } from "../releases/find.ts";
import { viewRelease } from "../releases/view.ts";
import { renderRelease } from "../render/release.ts";
import { releaseArgument } from "./history.ts";
import { watch } from "./watch.ts";

export const show = command({
  name: "show",
  description: "Show a release: how it stands, what it did and what it saw.",
  arguments: { release: releaseArgument },
  options: { ...watchOption, ...cloudOptions },
  examples: [
    ["signalbox show latest", "the newest release"],
    ["signalbox show latest --watch", "follow it to its end"],
  ],
  run: async ({ release, watch: follow, json, ...options }, io) => {
    const cloud = openCloud(options, io);
    const deployment = await readDeployment(cloud);
    const executionArn = await findRelease(cloud, deployment, release);
    if (follow) return watch({ cloud, deployment, executionArn, json }, io);
    const view = await viewRelease(cloud, deployment, executionArn);
    const detail = await detailRelease(cloud, deployment, view);
    io.out(json ? JSON.stringify(detail, undefined, 2) : renderRelease(detail, io.colors));
    return exit.done;
  },
});
