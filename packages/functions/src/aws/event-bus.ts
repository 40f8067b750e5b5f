import { type EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import type { PipelineNews } from "@signalbox/core/pipeline/news";
import { type News, newsSource } from "@signalbox/core/release/news/news";

/** Puts an event of our own on the default bus. A repeated call puts it there again. Throws where EventBridge refused it. */
export async function putNews(
  client: EventBridgeClient,
  news: News | PipelineNews,
  abortSignal?: AbortSignal,
): Promise<void> {
  const { Entries = [] } = await client.send(
    new PutEventsCommand({
      Entries: [
        {
          Source: newsSource,
          DetailType: news["detail-type"],
          Resources: [news.detail.execution],
          Detail: JSON.stringify(news.detail),
        },
      ],
    }),
    abortSignal && { abortSignal },
  );
  const [refused] = Entries.filter(({ ErrorCode }) => ErrorCode);
  // PutEvents answers 200 for entries that it did not take.
  if (refused)
    throw new Error(`EventBridge did not take the event: ${refused.ErrorCode}: ${refused.ErrorMessage}`);
}
