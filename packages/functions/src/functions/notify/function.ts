import { NamedError } from "@signalbox/core/error";
import { PipelineNews, pipelineEnded, pipelineWaits } from "@signalbox/core/pipeline/news";
import { pipelineMessage } from "@signalbox/core/pipeline/tell";
import { namesOf } from "@signalbox/core/platform/names";
import { endedType, News, newsSource, waitsType } from "@signalbox/core/release/news/news";
import { chatMessage } from "@signalbox/core/release/news/text";
import { webhookUrl } from "@signalbox/core/release/news/webhook-url";
import { on } from "@signalbox/core/workflow/allow";
import { onTrigger } from "@signalbox/core/workflow/triggers";
import { z } from "zod";
import { readSecret } from "../../aws/secret.ts";
import { lambdaFunction } from "../../step.ts";
import { postJson } from "../../web/post-json.ts";

/** A chat that does not answer is tried again by Lambda, twice, before the event goes to the dead letters. */
const answerSeconds = 10;

/** Lambda may call it twice for one event, so a message may be posted twice. */
export const notify = lambdaFunction({
  name: "notify",
  description:
    "Posts to the chat webhook that a release or a run of the pipeline has ended or waits for a person; without a webhook it does nothing.",
  input: z.union([News, PipelineNews]),
  triggers: [
    onTrigger.event("news", {
      source: [newsSource],
      "detail-type": [endedType, waitsType, pipelineEnded, pipelineWaits],
    }),
  ],
  allow: [on("webhookSecret", "secretsmanager:GetSecretValue")],
  run: async (news, context) => {
    const { aws, log, platform } = context;
    const leave = (why: string) => {
      log.info("nothing is posted", { why, run: news.detail.run });
      return { posted: false, why };
    };
    const { webhookSecret } = platform;
    if (news.detail.platform !== namesOf(platform).prefix) return leave(`it is of ${news.detail.platform}`);
    if (webhookSecret === undefined) return leave("notifications.webhookSecret is not configured");
    const url = webhookUrl(await readSecret(aws.secretsManager, webhookSecret));
    const refused = await postJson(url, messageOf(news), context, answerSeconds);
    if (refused !== undefined) throw new NamedError("Release.NotPosted", refused);
    return { posted: true, to: url.host };
  },
});

function messageOf(news: News | PipelineNews): { readonly text: string } {
  switch (news["detail-type"]) {
    case pipelineEnded:
    case pipelineWaits:
      return pipelineMessage(news.detail);
    default:
      return chatMessage(news);
  }
}
