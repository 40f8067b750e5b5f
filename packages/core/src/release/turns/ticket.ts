import { z } from "zod";

/** What a release may do where its group is busy with another one. */
export const whenBusy = ["queue", "supersede", "refuse"] as const;
export const WhenBusy = z.enum(whenBusy);
export type WhenBusy = z.output<typeof WhenBusy>;

/** When a release was asked for: the order of turns. Two of one millisecond go by their names. */
export const Asked = z.object({
  run: z.string(),
  /** Milliseconds since 1970, when its execution started. */
  askedAt: z.number(),
});
export type Asked = z.output<typeof Asked>;

export const isLater = (a: Asked, b: Asked): boolean =>
  a.askedAt === b.askedAt ? a.run > b.run : a.askedAt > b.askedAt;

/** A release that waits for its turn. */
export const Ticket = Asked.extend({
  /** ARN; where it has ended, the ticket counts for nothing. */
  execution: z.string(),
  requestedBy: z.string(),
  /** For people: what it would release. */
  image: z.string(),
  whenBusy: WhenBusy,
  /** Whether it goes back to the previous version. */
  back: z.boolean(),
  /** When it gives up, in milliseconds since 1970. */
  until: z.number(),
});
export type Ticket = z.output<typeof Ticket>;
