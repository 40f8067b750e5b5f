import type { Report, Run } from "@signalbox/core/ledger/records";
import { endedNews, waitingNews } from "@signalbox/core/release/news/tell";
import { waitingText } from "@signalbox/core/release/news/text";
import { imageText, reportText } from "@signalbox/core/release/report";
import { on, type Permission } from "@signalbox/core/workflow/allow";
import { putNews } from "../aws/event-bus.ts";
import { publish } from "../aws/report-topic.ts";
import type { FunctionContext } from "../context.ts";
import { within } from "../web/within.ts";

/** What telling people calls. */
export const tellAllows: readonly Permission[] = [
  on("topic", "sns:Publish"),
  on("eventBus", "events:PutEvents"),
];

/** Sends a report to those who subscribed, then to the default bus, from which the chat gets it. Safe to repeat: it says it again. */
export async function tellEnded({ aws, platform }: FunctionContext, report: Report): Promise<void> {
  const { outcome, release } = report;
  await publish(aws.sns, platform.reportTopicArn, {
    subject: `${release.group} ${outcome}: ${release.image?.tag ?? release.image?.digest ?? imageText(release)}`,
    text: reportText(report),
  });
  await putNews(aws.eventBridge, endedNews(platform, report));
}

/** Seconds for each of the two: the decision can be made without them, and the Lambda has 60. */
const patienceSeconds = 10;

/**
 * Tells people that a release waits for them until `deadline` (ISO 8601). What does not get through turns no release back: it
 * is answered as a sentence for the journal. Both ways are tried.
 */
export async function tellWaiting(
  { aws, clock, platform, signal, log }: FunctionContext,
  run: Run,
  deadline: string,
): Promise<string | undefined> {
  const news = waitingNews(platform, run, deadline);
  const { group, image } = run.release;
  const subject = `${group} waits for a person: ${image.tag ?? image.digest}`;
  const attempt = async (way: string, send: (signal: AbortSignal) => Promise<void>) => {
    const late = () => `${way} gave no answer within ${patienceSeconds} s`;
    const sent = async (until: AbortSignal) => {
      try {
        await send(until);
        return undefined;
      } catch (error) {
        return `${way} did not take it: ${error instanceof Error ? `${error.name}: ${error.message}` : error}`;
      }
    };
    return await within<string | undefined>({ clock, signal }, patienceSeconds, late, sent);
  };
  const failures = [
    await attempt("SNS", (until) =>
      publish(aws.sns, platform.reportTopicArn, { subject, text: waitingText(news.detail) }, until),
    ),
    await attempt("EventBridge", (until) => putNews(aws.eventBridge, news, until)),
  ].filter((failure) => failure !== undefined);
  if (failures.length === 0) return undefined;
  log.error("a person could not be told", { failures });
  return `a person could not be told: ${failures.join("; ")}`;
}
