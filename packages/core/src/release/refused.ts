import { z } from "zod";
import { Order } from "./release.ts";

const image = z.object({
  repository: z.string(),
  tag: z.string().optional(),
  digest: z.string().optional(),
});

/** A release that was refused before what serves was recorded: what was asked for, as far as it is known. */
export const RefusedRelease = Order.extend({
  /** Empty where no group of the platform is meant. */
  group: z.string(),
  strategy: Order.shape.strategy.optional(),
  /** Absent where the request names none: it goes back, or is no request. */
  image: image.optional(),
  requestedBy: z.string(),
  policy: Order.shape.policy.optional(),
});
export type RefusedRelease = z.output<typeof RefusedRelease>;

const text = z.string().optional().catch(undefined);

/** What can be read of any input at all; a request that is refused need not be one. */
const Readable = z.object({
  group: text,
  image: image.optional().catch(undefined),
  requestedBy: text,
  reason: text,
  breakGlass: text,
});
export type Readable = z.output<typeof Readable>;

export const readable = (request: unknown): Readable => Readable.catch({}).parse(request);
