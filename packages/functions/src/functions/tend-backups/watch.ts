import type { Alarm } from "@signalbox/core/backup/alarm";
import {
  logStanding,
  replicasStanding,
  type Standing,
  scheduledStanding,
} from "@signalbox/core/backup/tend/silence";
import { ledgerKeys } from "@signalbox/core/ledger/keys";
import { namesOf } from "@signalbox/core/platform/names";
import { z } from "zod";
import { readRestorableTime } from "../../aws/backup-target.ts";
import { classLedgerOf, getItem, putItem } from "../../aws/ledger.ts";
import { publish } from "../../aws/report-topic.ts";
import { readSecretsMetadata } from "../../aws/secrets-metadata.ts";
import { placesOf } from "../../backup/places.ts";
import type { FunctionContext } from "../../context.ts";
import type { Looked } from "./look.ts";
import { measure } from "./measure.ts";

/** What the alarms of a class said when they last changed. */
const Silence = z.object({ errors: z.array(z.string()) });

/** The dead man's alarms: metrics at every sweep, and a word to people when a silence begins. */
export async function watch({ seen, classes }: Looked, context: FunctionContext): Promise<void> {
  const { objectives, database, targets } = placesOf(context);
  const { now, points } = seen;
  const standings = classes.map(({ of, since }) => scheduledStanding(of, points, { since, now, objectives }));
  // Who backs up no database has no log to watch.
  const known = classes.flatMap(({ of, since }) => (of.target === "database" ? [since] : []));
  if (known.length > 0) {
    const latest = await readRestorableTime(context.aws, targets.database);
    const seenSince = Math.min(...known);
    standings.push(logStanding(database.logProofMinutes, latest, { since: seenSince, now, objectives }));
  }
  standings.push(...(await replicas(context)));
  await measure(standings, context);
  for (const standing of standings) await tellOfChange(standing, context);
}

/** Where Secrets Manager does not answer nothing is concluded: the classes' own alarms go on. */
async function replicas(context: FunctionContext): Promise<Standing[]> {
  const { aws, log, platform } = context;
  const regions = placesOf(context).copies.map(({ region }) => region);
  if (regions.length === 0) return [];
  try {
    const secrets = await readSecretsMetadata(aws.secretsManager, namesOf(platform).secret(""));
    return [replicasStanding(regions, secrets)];
  } catch (error) {
    log.warn("the secrets' replicas could not be read", { error });
    return [];
  }
}

async function tellOfChange({ class: id, alarms }: Standing, context: FunctionContext): Promise<void> {
  const { aws, platform } = context;
  const ledger = classLedgerOf(context, id);
  const errors: string[] = alarms.map(({ error }) => error);
  const before = (await getItem(ledger, ledgerKeys.silence, Silence))?.errors ?? [];
  const begun = alarms.filter(({ error }) => !before.includes(error));
  if (begun.length > 0)
    await publish(aws.sns, platform.reportTopicArn, {
      subject: `Backups of ${id}: ${begun.map(({ error }) => error).join(", ")}`,
      text: begun.map(({ sentence }: Alarm) => sentence).join("\n"),
    });
  if (errors.join() !== before.join()) await putItem(ledger, ledgerKeys.silence, { errors });
}
