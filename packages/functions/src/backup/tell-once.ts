import type { Alarm } from "@signalbox/core/backup/alarm";
import { ledgerKeys } from "@signalbox/core/ledger/keys";
import { z } from "zod";
import { getItem, ledgerOf, putItem } from "../aws/ledger.ts";
import { publish } from "../aws/report-topic.ts";
import type { FunctionContext } from "../context.ts";

const rememberedSeconds = 90 * 86_400;

/**
 * Tells people of something about a subject, such as a point, and writes it down; whoever comes later with the same is silent.
 * Answers whether they were told. A call that is cut off in between tells them again: twice is better than never.
 */
export async function tellOnce(context: FunctionContext, subject: string, alarm: Alarm): Promise<boolean> {
  const { aws, clock, platform } = context;
  const ledger = { ...ledgerOf(context, ""), pk: ledgerKeys.told };
  const key = ledgerKeys.alarmAbout(alarm.error, subject);
  if (await getItem(ledger, key, z.object({}))) return false;
  await publish(aws.sns, platform.reportTopicArn, {
    subject: `Backups: ${alarm.error}`,
    text: `${alarm.class}: ${alarm.sentence}`,
  });
  const now = Math.floor(clock.now());
  await putItem(ledger, key, { ...alarm, at: now, expires: Math.ceil(now / 1_000) + rememberedSeconds });
  return true;
}
