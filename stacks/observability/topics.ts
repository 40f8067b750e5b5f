/// <reference path="../../.sst/platform/config.d.ts" />
import { deadLetterQueue } from "../../infra/dead-letter-queue";
import type { Scope } from "../../infra/scope";
import { topic } from "../../infra/topic";
import type { Told } from "./told";

/** Who hears of alarms, and who of reports: the same people, but alarms wake them. */
export function topics(scope: Scope, keyArn: $util.Output<string>): Told {
  const { config, names } = scope;
  const letters = deadLetterQueue(scope, "notifications", {
    of: "alarms and reports to people",
    keyArn,
    services: ["sns.amazonaws.com"],
  });
  const common = { keyArn, emails: config.notifications.emails, deadLettersArn: letters.arn };
  const alarms = topic(scope, "Alarms", {
    ...common,
    name: names.alarmTopic,
    services: ["cloudwatch.amazonaws.com"],
  });
  const reports = topic(scope, "Reports", {
    ...common,
    name: names.reportTopic,
    services: [],
  });
  return { alarms: alarms.arn, reports: reports.arn };
}
