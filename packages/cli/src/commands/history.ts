import type { HistoryEvent } from "@aws-sdk/client-sfn";
import { z } from "zod";
import { openCloud } from "../cloud/open.ts";
import { cloudOptions } from "../cloud/options.ts";
import { readDeployment } from "../cloud/platform.ts";
import { command, parameter } from "../command.ts";
import { exit } from "../exit.ts";
import { findRelease } from "../releases/find.ts";
import { historyAfter } from "../releases/history.ts";
import { startedBy } from "../releases/started.ts";
import { renderHistory } from "../render/history.ts";

export const releaseArgument = parameter(
  "<release>",
  "its id, the beginning of its id, or latest",
  z.string().min(1),
);

const byTime = (a: HistoryEvent, b: HistoryEvent): number =>
  (a.timestamp?.getTime() ?? 0) - (b.timestamp?.getTime() ?? 0);

export const history = command({
  name: "history",
  description:
    "Show every event of a release's execution, then of its strategy's, as Step Functions recorded them.",
  arguments: { release: releaseArgument },
  options: cloudOptions,
  examples: [
    ["signalbox history latest", "of the newest release"],
    ["signalbox history latest --json | jq '.[] | select(.type == \"TaskFailed\")'", "its failed tasks"],
  ],
  run: async ({ release, json, ...options }, io) => {
    const cloud = openCloud(options, io);
    const executions = [await findRelease(cloud, await readDeployment(cloud), release)];
    const histories: HistoryEvent[][] = [];
    for (const executionArn of executions) {
      const events = await historyAfter(cloud.sfn, executionArn);
      histories.push(events);
      executions.push(...events.flatMap((event) => startedBy(event) ?? []));
    }
    io.out(
      json
        ? JSON.stringify(histories.flat().toSorted(byTime), undefined, 2)
        : histories.map((events, index) => `${executions[index]}\n\n${renderHistory(events)}`).join("\n\n"),
    );
    return exit.done;
  },
});
