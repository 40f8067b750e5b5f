import { decideOnEvent, type Known } from "@signalbox/core/backup/events/decide-on-event";
import type { BackupEvent } from "@signalbox/core/backup/events/event";
import { parseEvent } from "@signalbox/core/backup/events/parse-event";
import { pointsFrom } from "@signalbox/core/backup/recovery-point";
import { fnv1a } from "@signalbox/core/fnv1a";
import { anywhere } from "@signalbox/core/workflow/allow";
import { onTrigger } from "@signalbox/core/workflow/triggers";
import { z } from "zod";
import { classLedgerOf } from "../../aws/ledger.ts";
import { readPointRecords } from "../../aws/point-records.ts";
import { listenerOf, wake } from "../../backup/job-token.ts";
import { classIds, placesOf } from "../../backup/places.ts";
import { tellOnce } from "../../backup/tell-once.ts";
import type { FunctionContext } from "../../context.ts";
import { lambdaFunction } from "../../step.ts";
import { tend, tendAllows } from "../tend-backups/tend.ts";

/**
 * Events make things happen sooner, and nothing else happen: all that one leads to is a word to people, once, a look at a job
 * that comes anyway, or the sweep that does. They may be late, doubled, out of order or lost.
 */
export const hearBackupEvent = lambdaFunction({
  name: "hear-backup-event",
  description:
    "Reads what AWS Backup says of jobs, points and vaults: tells people what they must know, wakes the run that waits for the job, and sweeps at once where a point may be new.",
  // Whatever shape it has: what nobody has described is told, not dropped.
  input: z.looseObject({}),
  triggers: [
    onTrigger.event("backup", {
      source: ["aws.backup"],
      "detail-type": [
        "Backup Job State Change",
        "Copy Job State Change",
        "Restore Job State Change",
        "Recovery Point State Change",
        "Backup Vault State Change",
      ],
    }),
  ],
  allow: [...tendAllows, anywhere("states:SendTaskSuccess")],
  run: async (given, context) => {
    if (!context.platform.backup) return { act: "ignore" };
    const event = parseEvent(given);
    const decided = decideOnEvent(event, await knownTo(event, context));
    context.log.info("an event of AWS Backup", { event: event.kind, ...decided });
    if (decided.act === "alarm")
      await tellOnce(context, subjectOf(event, given), {
        error: decided.error,
        class: "backups",
        sentence: decided.sentence,
      });
    // What an event says is not taken for true: who is woken and the sweep look for themselves.
    const stale = decided.act === "wake" && !(await wake(decided.job, context));
    if (stale || decided.act === "adopt" || decided.act === "look") await tend(context);
    return { act: decided.act };
  },
});

async function knownTo(event: BackupEvent, context: FunctionContext): Promise<Known> {
  const job = "job" in event ? event.job : undefined;
  const run = job === undefined ? undefined : await listenerOf(job, context);
  const places = placesOf(context);
  const points = new Map<string, { readonly expiresAt: number | undefined }>();
  for (const id of classIds(places))
    for (const point of pointsFrom(await readPointRecords(classLedgerOf(context, id))).values())
      points.set(point.id, { expiresAt: point.made?.expiresAt });
  return {
    jobs: new Map(job === undefined || run === undefined ? [] : [[job, run]]),
    points,
    resources: new Set(Object.values(places.targets)),
    vaults: new Map([[places.vault, { locked: places.locked }]]),
  };
}

/** What people are told of once: of a point that is gone by its ARN, as the sweep says it, and else by the event. */
function subjectOf(event: BackupEvent, given: object): string {
  if (event.kind === "recovery-point" && event.point !== undefined) return event.point;
  return "id" in event && event.id !== undefined ? event.id : `${fnv1a(JSON.stringify(given))}`;
}
