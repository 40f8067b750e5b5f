import type { World } from "../../world/world.ts";
import { AwsError } from "../error.ts";
import { page } from "../page.ts";
import type { Input, Output } from "../service.ts";
import { refuseUnsupported, unsupported } from "../supported.ts";
import { type Attributes, checkAttributes, redriveOf, usualAttributes } from "./attributes.ts";
import { invalidValue, noQueue } from "./error.ts";
import { Queue, type SavedQueue } from "./queue.ts";
import { queueUrlOf } from "./queue-url.ts";

/** How long a name stays taken after DeleteQueue. */
const recentlyMs = 60_000;

/** The queues of one region. */
export class Queues {
  readonly #world: World;
  readonly #region: string;
  readonly #queues = new Map<string, Queue>();
  readonly #deletedAt = new Map<string, number>();

  constructor(world: World, region: string) {
    this.#world = world;
    this.#region = region;
  }

  save(): readonly SavedQueue[] {
    return [...this.#queues.values()].map((queue) => queue.save());
  }

  restore(queues: readonly SavedQueue[]): void {
    for (const saved of queues) this.#queues.set(saved.names.name, Queue.restored(saved));
  }

  /** By URL: the last part of its path is the name, whatever host it names. */
  get(url: string | undefined): Queue {
    return this.named(nameIn(url));
  }

  named(name: string | undefined): Queue {
    const queue = this.#queues.get(name ?? "");
    if (!queue) throw noQueue();
    return queue;
  }

  find(arn: string): Queue | undefined {
    return [...this.#queues.values()].find((queue) => queue.arn === arn);
  }

  arnOf(name: string): string {
    return `arn:aws:sqs:${this.#region}:${this.#world.account}:${name}`;
  }

  create(input: Input<"sqs", "CreateQueue">): Output<"sqs", "CreateQueue"> {
    const operation = "sqs:CreateQueue";
    refuseUnsupported(operation, input, ["QueueName", "Attributes", "tags"]);
    const { QueueName: name = "", Attributes: given = {}, tags = {} } = input;
    if (name.endsWith(".fifo")) throw unsupported(operation, `FIFO queues (${name})`);
    if (!/^[\w-]{1,80}$/.test(name))
      throw invalidValue(
        name,
        "QueueName",
        "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length.",
      );
    checkAttributes(operation, given);
    const there = this.#queues.get(name);
    if (there) return { QueueUrl: same(there, given).url };
    const now = this.#world.clock.now();
    if (now - (this.#deletedAt.get(name) ?? Number.NEGATIVE_INFINITY) < recentlyMs)
      throw new AwsError(
        "QueueDeletedRecently",
        "You must wait 60 seconds after deleting a queue before you can create another with the same name.",
      );
    this.#checkRedrive(given);
    const names = { name, arn: this.arnOf(name), url: this.#urlOf(name) };
    const queue = new Queue(names, { ...usualAttributes, ...given }, now);
    for (const [key, value] of Object.entries(tags)) queue.tags.set(key, value);
    this.#queues.set(name, queue);
    return { QueueUrl: queue.url };
  }

  set({ QueueUrl, Attributes: given = {} }: Input<"sqs", "SetQueueAttributes">): object {
    const queue = this.get(QueueUrl);
    checkAttributes("sqs:SetQueueAttributes", given);
    this.#checkRedrive(given);
    queue.attributes = { ...queue.attributes, ...given };
    queue.modifiedAt = this.#world.clock.now();
    return {};
  }

  list(input: Input<"sqs", "ListQueues">): Output<"sqs", "ListQueues"> {
    const { QueueNamePrefix: prefix = "", NextToken, MaxResults = 1000 } = input;
    const names = [...this.#queues.keys()].filter((name) => name.startsWith(prefix)).sort();
    const { items, nextToken } = page(names, NextToken, MaxResults);
    return {
      ...(items.length > 0 && { QueueUrls: items.map((name) => this.#urlOf(name)) }),
      ...(nextToken && { NextToken: nextToken }),
    };
  }

  delete(url: string | undefined): object {
    const queue = this.get(url);
    this.#queues.delete(queue.name);
    this.#deletedAt.set(queue.name, this.#world.clock.now());
    queue.messages.clear();
    return {};
  }

  /** Queues whose messages end in this one. */
  sourcesOf({ arn }: Queue): string[] {
    return [...this.#queues.values()]
      .filter(({ attributes }) => redriveOf(attributes.RedrivePolicy)?.deadLetterTargetArn === arn)
      .map(({ url }) => url)
      .sort();
  }

  #checkRedrive({ RedrivePolicy }: Attributes): void {
    const redrive = redriveOf(RedrivePolicy);
    if (redrive && !this.find(redrive.deadLetterTargetArn))
      throw invalidValue(RedrivePolicy, "RedrivePolicy", "Dead letter target does not exist.");
  }

  #urlOf(name: string): string {
    return queueUrlOf(this.arnOf(name));
  }
}

export function nameIn(url: string | undefined): string {
  return url?.split("/").at(-1) ?? "";
}

/** A queue that is there is answered again where nothing given differs from it. */
function same(queue: Queue, given: Attributes): Queue {
  const attributes: Readonly<Record<string, string | undefined>> = queue.attributes;
  for (const [name, value] of Object.entries(given))
    if (attributes[name] !== value)
      throw new AwsError(
        "QueueNameExists",
        `A queue already exists with the same name and a different value for attribute ${name}`,
      );
  return queue;
}
