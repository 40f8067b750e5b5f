import type { MessageAttributeValue } from "@aws-sdk/client-sqs";
import type { Tags } from "../tags.ts";
import { type Attributes, amount } from "./attributes.ts";

export interface Message {
  readonly id: string;
  readonly body: string;
  readonly attributes: Readonly<Record<string, MessageAttributeValue>>;
  readonly senderId: string;
  /** Milliseconds since 1970, of the first queue that it was sent to. */
  readonly sentAt: number;
  /** ARN of the queue that gave up on it. */
  readonly deadLetterSource?: string;
  /** From when on it may be received. */
  visibleAt: number;
  receives: number;
  firstReceivedAt?: number;
  /** The last one given out; earlier ones act on nothing. */
  receiptHandle?: string;
}

interface Names {
  readonly name: string;
  readonly arn: string;
  readonly url: string;
}

/** Everything but who waits. */
export interface SavedQueue {
  readonly names: Names;
  readonly attributes: Attributes;
  readonly createdAt: number;
  readonly modifiedAt: number;
  readonly purgedAt: number;
  readonly tags: Tags;
  readonly messages: readonly Message[];
}

/** A standard queue: messages in the order they were sent, without a promise of it. */
export class Queue {
  readonly messages = new Map<string, Message>();
  readonly tags: Tags = new Map();
  readonly name: string;
  readonly arn: string;
  readonly url: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  modifiedAt: number;
  attributes: Attributes;
  purgedAt = Number.NEGATIVE_INFINITY;
  readonly #waiting = new Set<AbortController>();

  constructor(names: Names, attributes: Attributes, now: number) {
    this.name = names.name;
    this.arn = names.arn;
    this.url = names.url;
    this.attributes = attributes;
    this.createdAt = now;
    this.modifiedAt = now;
  }

  save(): SavedQueue {
    const { name, arn, url, attributes, createdAt, modifiedAt, purgedAt, tags } = this;
    const messages = [...this.messages.values()];
    return { names: { name, arn, url }, attributes, createdAt, modifiedAt, purgedAt, tags, messages };
  }

  static restored(saved: SavedQueue): Queue {
    const queue = new Queue(saved.names, saved.attributes, saved.createdAt);
    queue.modifiedAt = saved.modifiedAt;
    queue.purgedAt = saved.purgedAt;
    for (const [key, value] of saved.tags) queue.tags.set(key, value);
    for (const message of saved.messages) queue.messages.set(message.id, message);
    return queue;
  }

  /** Adds a message, and wakes who waits for one. */
  add(message: Message): void {
    this.messages.set(message.id, message);
    this.wake();
  }

  /** Forgets what is older than the retention period. */
  expire(now: number): void {
    const before = now - amount(this.attributes, "MessageRetentionPeriod") * 1000;
    for (const [id, { sentAt }] of this.messages) if (sentAt <= before) this.messages.delete(id);
  }

  /** When the next message that nobody may receive yet can be received. */
  nextVisibleAt(now: number): number {
    let next = Number.POSITIVE_INFINITY;
    for (const { visibleAt } of this.messages.values())
      if (visibleAt > now && visibleAt < next) next = visibleAt;
    return next;
  }

  wake(): void {
    for (const waiter of this.#waiting) waiter.abort(woken);
  }

  /** Runs `wait` with a signal that aborts with `woken` as soon as there is something to look at again. */
  async untilWoken(wait: (signal: AbortSignal) => Promise<void>): Promise<void> {
    const waiter = new AbortController();
    this.#waiting.add(waiter);
    try {
      await wait(waiter.signal);
    } catch (error) {
      if (error !== woken) throw error;
    } finally {
      this.#waiting.delete(waiter);
    }
  }
}

const woken = new DOMException("a message may be there", "AbortError");
