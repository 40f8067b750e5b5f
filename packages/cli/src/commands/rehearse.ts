import { userInfo } from "node:os";
import { stamp } from "@signalbox/core/backup/catalogue/run-names";
import { ledgerKeys } from "@signalbox/core/ledger/keys";
import { RehearsalReport } from "@signalbox/core/upgrade/rehearsal-report";
import type { RehearseRequest } from "@signalbox/core/upgrade/rehearse-run";
import { z } from "zod";
import { readReport, tellFailure } from "../backups/end.ts";
import { followRun } from "../backups/follow.ts";
import { startRun } from "../backups/start.ts";
import { nowOn } from "../cloud/now.ts";
import { openCloud } from "../cloud/open.ts";
import { cloudOptions, watchOption } from "../cloud/options.ts";
import { groupNamed, readDeployment } from "../cloud/platform.ts";
import { command, parameter } from "../command.ts";
import { exit } from "../exit.ts";
import { parseImage } from "../releases/image.ts";
import { renderRehearsal } from "../render/rehearsal.ts";

export const rehearse = command({
  name: "rehearse",
  description:
    "Migrate a clone of the database by a new image, judge what that does to what serves, and take the clone away again.",
  arguments: {
    group: parameter("<group>", "the release group whose image migrates the database", z.string()),
  },
  options: {
    image: parameter("--image <image>", "TAG, REPO:TAG or REPO@sha256:…", z.string()),
    ...watchOption,
    ...cloudOptions,
  },
  examples: [
    ["signalbox rehearse open-webui --image v0.11.1 --watch", "what a release of it would find, now"],
  ],
  notes:
    "A release of such a group rehearses by itself. Production is only read.\nIt exits with 1 where a release of the image would be refused.",
  run: async ({ group: name, image: typed, watch, json, ...options }, io) => {
    const cloud = openCloud(options, io);
    const deployment = await readDeployment(cloud);
    const image = parseImage(typed, groupNamed(deployment, name));
    if (!image) throw new Error("an image is always named");
    const input: RehearseRequest = { group: name, image, requestedBy: userInfo().username };
    const run = `rehearse-${name}-${stamp(await nowOn(cloud, io))}`;
    const execution = await startRun(cloud, deployment, { workflow: "rehearse", name: run, input }, io);
    if (!watch) {
      if (json) io.out(JSON.stringify({ run, execution }, undefined, 2));
      return exit.done;
    }
    const end = await followRun(cloud, execution, io);
    const pk = ledgerKeys.work("rehearse", name);
    const report = await readReport(cloud, deployment, pk, run, RehearsalReport);
    if (json) io.out(JSON.stringify(report ?? { run, ...end }, undefined, 2));
    else if (report?.rehearsed) io.out(renderRehearsal(report.rehearsed, io.colors));
    if (!report?.rehearsed) return tellFailure(run, end, io);
    return report.rehearsed.judgement.refused.length > 0 ? exit.failed : exit.done;
  },
});
