import { userInfo } from "node:os";
import { z } from "zod";
import { openCloud } from "../cloud/open.ts";
import { cloudOptions, watchOption } from "../cloud/options.ts";
import { groupNamed, readDeployment } from "../cloud/platform.ts";
import { command, parameter } from "../command.ts";
import { exit } from "../exit.ts";
import { goBack } from "../releases/go-back.ts";
import { watch } from "./watch.ts";

export const rollback = command({
  name: "rollback",
  description: "Return a group to what ran before its last promotion, at once and unjudged.",
  arguments: { group: parameter("<group>", "the release group", z.string()) },
  options: {
    reason: parameter("--reason <text>", "why; it goes into the report", z.string().trim().min(1)),
    ...watchOption,
    ...cloudOptions,
  },
  examples: [['signalbox rollback open-webui --reason "answers are empty" --watch', "go back and follow it"]],
  notes: `While the promoted release still keeps its old side, its abort is the way back, and this command says so to it.
Later, for wayBackHours of the group's policy, the old version is started again and gets all of the traffic when it is
healthy. A release that is not promoted yet makes way first, and no freeze keeps a way back. Once gone back, there is no
second way back: it would lead to the version that was left.`,
  run: async ({ group: name, reason, watch: follow, json, ...options }, io) => {
    const cloud = openCloud(options, io);
    const deployment = await readDeployment(cloud);
    const group = groupNamed(deployment, name);
    const words = { reason, by: userInfo().username };
    const { executionArn, how } = await goBack(cloud, deployment, group, words, io.clock);
    const id = executionArn.slice(executionArn.lastIndexOf(":") + 1);
    io.err(
      how === "abort"
        ? `${io.colors.green("✓")} ${id} still keeps its old side and was told to go back to it`
        : `${io.colors.green("✓")} started ${io.colors.bold(id)}`,
    );
    if (follow) return watch({ cloud, deployment, executionArn, json }, io);
    if (json) io.out(JSON.stringify({ id, executionArn, how }, undefined, 2));
    else io.err(io.colors.dim(`  signalbox show ${id} --watch follows it`));
    return exit.done;
  },
});
