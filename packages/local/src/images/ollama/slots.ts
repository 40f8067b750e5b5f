import type { ReplicaWord } from "@signalbox/core/scaling/replica-metrics";
import type { Tokens } from "./tokens.ts";

/** How a replica serves; the defaults are Ollama's, and of a model with 7 to 8 billion parameters on a small GPU. */
export interface Serving {
  /** Chats at once. */
  readonly slots: number;
  /** Chats that may wait beside them; the next one is refused. */
  readonly queue: number;
  readonly prefillPerSecond: number;
  readonly secondsPerToken: number;
}

/** Seconds after its arrival at which a chat's parts come. */
export interface Times {
  /** It has its slot. */
  readonly start: number;
  readonly firstByte: number;
  readonly lastByte: number;
}

interface Chat extends Tokens {
  /** Milliseconds since 1970. */
  readonly startsAt: number;
  readonly endsAt: number;
  /** Its prompt is counted. */
  isRead: boolean;
}

/**
 * One queue before equal slots, first come, first served. Since nothing that is under way changes pace, a chat's whole course is known
 * when it comes; one whose client leaves keeps its slot to the end, as a batch does that is not told.
 */
export class Slots {
  readonly serving: Serving;
  /** When each is free, in milliseconds since 1970. */
  readonly #freeAt: number[];
  #chats: Chat[] = [];
  #since = { requests: 0, refused: 0 };

  constructor(serving: Serving) {
    this.serving = serving;
    this.#freeAt = Array.from({ length: serving.slots }, () => 0);
  }

  /** Takes a chat in; undefined where the queue is full. `slowness` stretches all but the wait. */
  take({ input, output }: Tokens, now: number, slowness: number): Times | undefined {
    const { queue, prefillPerSecond, secondsPerToken } = this.serving;
    this.#since.requests++;
    if (this.#waiting(now) >= queue && Math.min(...this.#freeAt) > now) {
      this.#since.refused++;
      return undefined;
    }
    const slot = this.#freeAt.indexOf(Math.min(...this.#freeAt));
    const start = Math.max(0, (this.#freeAt[slot] ?? 0) - now) / 1000;
    // The first token comes with the end of the prefill.
    const firstByte = start + (input / prefillPerSecond + secondsPerToken) * slowness;
    const lastByte = firstByte + (output - 1) * secondsPerToken * slowness;
    const chat = {
      input,
      output,
      startsAt: now + start * 1000,
      endsAt: now + lastByte * 1000,
      isRead: false,
    };
    this.#freeAt[slot] = chat.endsAt;
    this.#chats.push(chat);
    return { start, firstByte, lastByte };
  }

  /** Tokens count when they are through: those of a prompt with its slot, those of an answer with its end. */
  count(now: number): ReplicaWord {
    const ended = this.#chats.filter(({ endsAt }) => endsAt <= now);
    const unread = this.#chats.filter(({ isRead, startsAt }) => !isRead && startsAt <= now);
    for (const chat of unread) chat.isRead = true;
    this.#chats = this.#chats.filter(({ endsAt }) => endsAt > now);
    const waiting = this.#waiting(now);
    const counted = {
      ...this.#since,
      waiting,
      running: this.#chats.length - waiting,
      inputTokens: sum(unread.map(({ input }) => input)),
      outputTokens: sum(ended.map(({ output }) => output)),
    };
    this.#since = { requests: 0, refused: 0 };
    return counted;
  }

  #waiting(now: number): number {
    return this.#chats.filter(({ startsAt }) => startsAt > now).length;
  }
}

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);
