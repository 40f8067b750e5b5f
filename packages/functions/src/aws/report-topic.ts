import { PublishCommand, type SNSClient } from "@aws-sdk/client-sns";
import type { Report } from "@signalbox/core/ledger/records";
import { reportText } from "@signalbox/core/release/report";

/** SNS's limit for a subject. */
const longestSubject = 100;

/** Sends a report to those who subscribed. A repeated call sends it again: SNS keeps no record of what it delivered. */
export async function publishReport(client: SNSClient, topicArn: string, report: Report): Promise<void> {
  const { outcome, release } = report;
  const subject = `${release.group} ${outcome}: ${release.image.tag ?? release.image.digest}`;
  await client.send(
    new PublishCommand({
      TopicArn: topicArn,
      Subject: subject.slice(0, longestSubject),
      Message: reportText(report),
    }),
  );
}
