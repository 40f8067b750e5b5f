import { userInfo } from "node:os";
import { askedRuns } from "@signalbox/core/backup/catalogue/run-names";
import { BackupReport, type BackupRequest } from "@signalbox/core/backup/run/run";
import { ledgerKeys } from "@signalbox/core/ledger/keys";
import { readReport, tellFailure } from "../backups/end.ts";
import { classNamed } from "../backups/find.ts";
import { followRun } from "../backups/follow.ts";
import { classArgument } from "../backups/options.ts";
import { readBackups } from "../backups/read.ts";
import { startRun } from "../backups/start.ts";
import { nowOn } from "../cloud/now.ts";
import { openCloud } from "../cloud/open.ts";
import { cloudOptions, watchOption } from "../cloud/options.ts";
import { readDeployment } from "../cloud/platform.ts";
import { command } from "../command.ts";
import { exit } from "../exit.ts";
import { usageError } from "../user-error.ts";

export const backupStart = command({
  name: "backup start",
  description: "Make a recovery point of a class now, besides those that its schedule makes.",
  arguments: { class: classArgument },
  options: { ...watchOption, ...cloudOptions },
  examples: [["signalbox backup start database/daily --watch", "and follow it to its end"]],
  run: async ({ class: typed, watch, json, ...options }, io) => {
    const cloud = openCloud(options, io);
    const deployment = await readDeployment(cloud);
    const now = await nowOn(cloud, io);
    const { id, schedule } = classNamed(await readBackups(cloud, deployment, now), typed);
    if (!schedule)
      throw usageError(
        `${id} is not made by Signalbox`,
        "its points are made elsewhere and adopted",
        "name a class that has a schedule; signalbox backup list shows which",
      );
    const run = askedRuns.backup(id, now);
    const input: BackupRequest = { class: id, requestedBy: userInfo().username };
    const execution = await startRun(cloud, deployment, { workflow: "backup", name: run, input }, io);
    if (!watch) {
      if (json) io.out(JSON.stringify({ run, execution }, undefined, 2));
      return exit.done;
    }
    const end = await followRun(cloud, execution, io);
    const report = await readReport(cloud, deployment, ledgerKeys.class(id), run, BackupReport);
    if (json) io.out(JSON.stringify(report ?? { run, ...end }, undefined, 2));
    if (report?.outcome !== "made") return tellFailure(run, end, io);
    if (!json)
      io.out(
        [`${io.colors.green("✓")} made ${report.point}`, ...report.remarks.map((one) => `! ${one}`)].join(
          "\n",
        ),
      );
    return exit.done;
  },
});
