import type { BatchResultErrorEntry } from "@aws-sdk/client-sqs";
import { AwsError } from "../error.ts";

const entriesAtMost = 10;

/** Does each entry by itself: a bad one is answered with its error, the others succeed. */
export function eachOf<Entry extends { readonly Id?: string | undefined }, Done>(
  entries: readonly Entry[] | undefined,
  act: (entry: Entry) => Done,
): { Successful: (Done & { Id: string })[]; Failed: BatchResultErrorEntry[] } {
  const given = entries ?? [];
  check(given);
  const answer: { Successful: (Done & { Id: string })[]; Failed: BatchResultErrorEntry[] } = {
    Successful: [],
    Failed: [],
  };
  for (const entry of given) {
    const { Id = "" } = entry;
    try {
      answer.Successful.push({ ...act(entry), Id });
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      answer.Failed.push({
        Id,
        Code: error.name,
        Message: error.message,
        SenderFault: error.statusCode < 500,
      });
    }
  }
  return answer;
}

function check(entries: readonly { readonly Id?: string | undefined }[]): void {
  if (entries.length === 0)
    throw new AwsError(
      "EmptyBatchRequest",
      "There should be at least one SendMessageBatchRequestEntry in the request.",
    );
  if (entries.length > entriesAtMost)
    throw new AwsError(
      "TooManyEntriesInBatchRequest",
      `Maximum number of entries per request are ${entriesAtMost}. You have sent ${entries.length}.`,
    );
  const ids = entries.map(({ Id = "" }) => Id);
  for (const [index, id] of ids.entries()) {
    if (!/^[\w-]{1,80}$/.test(id))
      throw new AwsError(
        "InvalidBatchEntryId",
        "A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.",
      );
    if (ids.indexOf(id) < index) throw new AwsError("BatchEntryIdsNotDistinct", `Id ${id} repeated.`);
  }
}
