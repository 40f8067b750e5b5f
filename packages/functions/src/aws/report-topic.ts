import { PublishCommand, type SNSClient } from "@aws-sdk/client-sns";

/** "Less than 100 characters long": https://docs.aws.amazon.com/sns/latest/api/API_Publish.html */
const longestSubject = 99;

/** Writes to those who subscribed. A repeated call sends it again: SNS keeps no record of what it delivered. */
export async function publish(
  client: SNSClient,
  topicArn: string,
  { subject, text }: { readonly subject: string; readonly text: string },
  abortSignal?: AbortSignal,
): Promise<void> {
  await client.send(
    new PublishCommand({ TopicArn: topicArn, Subject: subject.slice(0, longestSubject), Message: text }),
    abortSignal && { abortSignal },
  );
}
