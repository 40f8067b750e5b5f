import { userInfo } from "node:os";
import { askedRuns } from "@signalbox/core/backup/catalogue/run-names";
import { VerificationReport, type VerifyRequest } from "@signalbox/core/backup/run/verification";
import { ledgerKeys } from "@signalbox/core/ledger/keys";
import { readReport, tellFailure } from "../backups/end.ts";
import { classNamed, pointNamed } from "../backups/find.ts";
import { followRun } from "../backups/follow.ts";
import { askedOptions, classArgument } from "../backups/options.ts";
import { readBackups } from "../backups/read.ts";
import { startRun } from "../backups/start.ts";
import { nowOn } from "../cloud/now.ts";
import { openCloud } from "../cloud/open.ts";
import { cloudOptions, watchOption } from "../cloud/options.ts";
import { readDeployment } from "../cloud/platform.ts";
import { command } from "../command.ts";
import { exit } from "../exit.ts";
import { renderVerification } from "../render/verification.ts";

export const backupVerify = command({
  name: "backup verify",
  description:
    "Restore a point beside what serves, compare it with its manifest, measure the time, and take it away again.",
  arguments: { class: classArgument },
  options: { point: askedOptions.point, ...watchOption, ...cloudOptions },
  examples: [
    ["signalbox backup verify database/daily --watch", "the point that is due, and follow it to its end"],
    ["signalbox backup verify files/daily --point 0a1b2c3d", "this one, by the beginning of its name"],
  ],
  run: async ({ class: typed, point: named, watch, json, ...options }, io) => {
    const cloud = openCloud(options, io);
    const deployment = await readDeployment(cloud);
    const now = await nowOn(cloud, io);
    const { id, points } = classNamed(await readBackups(cloud, deployment, now), typed);
    const point = named === undefined ? undefined : pointNamed(points, named).id;
    const run = askedRuns.verification(id, point, now);
    const requestedBy = userInfo().username;
    const input: VerifyRequest = { class: id, ...(point !== undefined && { point }), requestedBy };
    const execution = await startRun(cloud, deployment, { workflow: "verify-backup", name: run, input }, io);
    if (!watch) {
      if (json) io.out(JSON.stringify({ run, execution }, undefined, 2));
      return exit.done;
    }
    const end = await followRun(cloud, execution, io);
    const pk = ledgerKeys.work("verify", id);
    const report = await readReport(cloud, deployment, pk, run, VerificationReport);
    if (json) io.out(JSON.stringify(report ?? { run, ...end }, undefined, 2));
    else if (report) io.out(renderVerification(report, io.colors));
    return report !== undefined && report.outcome !== "failed" ? exit.done : tellFailure(run, end, io);
  },
});
