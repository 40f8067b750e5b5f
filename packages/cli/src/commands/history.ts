import { z } from "zod";
import { openCloud } from "../cloud/open.ts";
import { cloudOptions } from "../cloud/options.ts";
import { readDeployment } from "../cloud/platform.ts";
import { command, parameter } from "../command.ts";
import { exit } from "../exit.ts";
import { findRelease } from "../releases/find.ts";
import { historyAfter } from "../releases/history.ts";
import { renderHistory } from "../render/history.ts";

export const releaseArgument = parameter(
  "<release>",
  "its id, the beginning of its id, or latest",
  z.string().min(1),
);

export const history = command({
  name: "history",
  description: "Show every event of a release's execution, as Step Functions recorded it.",
  arguments: { release: releaseArgument },
  options: cloudOptions,
  examples: [
    ["signalbox history latest", "of the newest release"],
    ["signalbox history latest --json | jq '.[] | select(.type == \"TaskFailed\")'", "its failed tasks"],
  ],
  run: async ({ release, json, ...options }, io) => {
    const cloud = openCloud(options, io);
    const events = await historyAfter(
      cloud.sfn,
      await findRelease(cloud, await readDeployment(cloud), release),
    );
    io.out(json ? JSON.stringify(events, undefined, 2) : renderHistory(events));
    return exit.done;
  },
});
