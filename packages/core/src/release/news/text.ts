import { costText } from "../cost-text.ts";
import { bare, chat, type Marks, textOf } from "./marks.ts";
import { type EndedNews, type News, type WaitingNews, waitsType } from "./news.ts";

/** One line that says what it is about; the rest says why and what to do. */
export const waitingText = (news: WaitingNews): string => textOf(waiting(news, bare));

/** Body of a POST to an incoming webhook of Slack or Mattermost. */
export function chatMessage(news: News): { readonly text: string } {
  return {
    text: textOf(news["detail-type"] === waitsType ? waiting(news.detail, chat) : ended(news.detail, chat)),
  };
}

/**
 * The two ways on are commands, no links: chats open the links of a message to draw a preview, and whoever runs a command is
 * known to IAM.
 */
function waiting(news: WaitingNews, { plain, code, link }: Marks): string[] {
  const { platform, group, run, image, digest, weight, why, metrics, deadline, otherwise } = news;
  return [
    plain(`${platform}: ${image} waits for a person, with ${weight} % of requests`),
    plain(
      `group ${group}, run ${run}, ${digest ?? "no digest"}, requested by ${news.requestedBy}${because(news.reason)}`,
    ),
    plain(`why: ${why}`),
    ...metrics.map(({ service, dryRun, verdict, sentence }) =>
      plain(`- ${service}: ${sentence} (${verdict}${dryRun ? ", dry run" : ""})`),
    ),
    plain(`if nobody decides until ${deadline}, ${otherwise}`),
    ...(news.tryIt === undefined ? [] : [`try it: ${code(news.tryIt)}`]),
    `go on: ${code(news.promote)}`,
    `turn back: ${code(news.abort)}`,
    `(add ${code("--aws")} where it runs on AWS; ${code("signalbox show")} has the evidence)`,
    link(news.link, "the execution in Step Functions"),
  ];
}

function ended(news: EndedNews, { plain, link }: Marks): string[] {
  const { platform, group, run, sentence, startedAt, endedAt, cost } = news;
  return [
    plain(`${platform}: ${sentence}`),
    plain(`group ${group}, run ${run}, requested by ${news.requestedBy}${because(news.reason)}`),
    plain(`${startedAt} to ${endedAt}${cost === undefined ? "" : `, ${costText(cost)}`}`),
    link(news.link, "the execution in Step Functions"),
  ];
}

const because = (reason: string | undefined): string => (reason === undefined ? "" : `: ${reason}`);
