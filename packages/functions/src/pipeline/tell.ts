import type { PipelineNews, ToldPipeline } from "@signalbox/core/pipeline/news";
import { pipelineText } from "@signalbox/core/pipeline/tell";
import { putNews } from "../aws/event-bus.ts";
import { publish } from "../aws/report-topic.ts";
import type { FunctionContext } from "../context.ts";

export { tellAllows } from "../release/tell.ts";

/** Sends what there is to say to those who subscribed, then to the default bus, from which the chat gets it. Safe to repeat: it says it again. */
export async function tellPipeline(
  { aws, platform }: FunctionContext,
  type: PipelineNews["detail-type"],
  told: ToldPipeline,
): Promise<void> {
  await publish(aws.sns, platform.reportTopicArn, { subject: told.headline, text: pipelineText(told) });
  await putNews(aws.eventBridge, { "detail-type": type, detail: told });
}
