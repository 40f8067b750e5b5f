import type { PublishBatchRequestEntry } from "@aws-sdk/client-sns";
import type { World } from "../../world/world.ts";
import { AwsError } from "../error.ts";
import type { CallContext, Input, Output } from "../service.ts";
import { refuseUnsupported } from "../supported.ts";
import { notify } from "./notify.ts";
import { invalid, type Topic, type Topics } from "./topics.ts";

const bytesAtMost = 256 * 1024;
const entriesAtMost = 10;

export function publish(
  world: World,
  topics: Topics,
  input: Input<"sns", "Publish">,
  { region }: CallContext,
): Output<"sns", "Publish"> {
  refuseUnsupported("sns:Publish", input, [
    "TopicArn",
    "TargetArn",
    "Message",
    "Subject",
    "MessageAttributes",
  ]);
  return { MessageId: post(world, topics.get(input.TopicArn ?? input.TargetArn), region, input) };
}

/** Entries fail one by one; the answer says which. */
export function publishBatch(
  world: World,
  topics: Topics,
  { TopicArn, PublishBatchRequestEntries: entries = [] }: Input<"sns", "PublishBatch">,
  { region }: CallContext,
): Output<"sns", "PublishBatch"> {
  const topic = topics.get(TopicArn);
  checkBatch(entries);
  const answer: Required<Output<"sns", "PublishBatch">> = { Successful: [], Failed: [] };
  for (const entry of entries) {
    refuseUnsupported("sns:PublishBatch", entry, ["Id", "Message", "Subject", "MessageAttributes"]);
    try {
      answer.Successful?.push({ Id: entry.Id ?? "", MessageId: post(world, topic, region, entry) });
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      answer.Failed?.push({
        Id: entry.Id,
        Code: error.name.replace(/Exception$/, ""),
        Message: error.message,
        SenderFault: true,
      });
    }
  }
  return answer;
}

function post(world: World, topic: Topic, region: string, input: Message): string {
  const { Message = "", Subject } = input;
  if (Message === "") throw invalid("Empty message");
  if (Buffer.byteLength(Message) > bytesAtMost) throw invalid("Message too long");
  if (Subject !== undefined && !/^[\x20-\x7e]{1,99}$/.test(Subject)) throw invalid("Subject");
  const id = world.random.uuid();
  notify(world, topic, region, { ...input, id });
  return id;
}

function checkBatch(entries: readonly PublishBatchRequestEntry[]): void {
  if (entries.length === 0)
    throw new AwsError("EmptyBatchRequestException", "The batch request doesn't contain any entries.");
  if (entries.length > entriesAtMost)
    throw new AwsError(
      "TooManyEntriesInBatchRequestException",
      "The batch request contains more entries than permissible.",
    );
  if (new Set(entries.map(({ Id }) => Id)).size < entries.length)
    throw new AwsError(
      "BatchEntryIdsNotDistinctException",
      "Two or more batch entries in the request have the same Id.",
    );
  if (entries.some(({ Id = "" }) => !/^[\w-]{1,80}$/.test(Id)))
    throw new AwsError(
      "InvalidBatchEntryIdException",
      "The Id of a batch entry in a batch request doesn't abide by the specification.",
    );
}

type Message = Pick<PublishBatchRequestEntry, "Message" | "Subject" | "MessageAttributes">;
