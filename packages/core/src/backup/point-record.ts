import { z } from "zod";
import type { PointRecord as Told } from "./recovery-point.ts";

const attempt = { id: z.string(), class: z.string(), capturedAt: z.number() };
const made = {
  ...attempt,
  region: z.string(),
  vault: z.string(),
  expiresAt: z.number().exactOptional(),
  bytes: z.number().exactOptional(),
  entries: z.number().exactOptional(),
};
const verdict = { id: z.string(), at: z.number() };

/** A record of a point as the ledger keeps it. */
export const PointRecord = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("made"), ...made }),
  z.object({ kind: z.literal("copied"), copyOf: z.string(), ...made }),
  z.object({ kind: z.literal("verified"), ...verdict }),
  z.object({
    kind: z.literal("failed"),
    ...attempt,
    at: z.number(),
    problem: z.object({ error: z.string(), sentence: z.string() }),
  }),
  z.object({ kind: z.literal("expired"), ...verdict }),
]) satisfies z.ZodType<Told>;

/** Records outlive their point by so many days: what became of it can be read until then. */
const rememberedDays = 90;

/** When DynamoDB may forget a record, in seconds since 1970; undefined: its point stays. */
export const forgottenAt = (expiresAt: number | undefined): number | undefined =>
  expiresAt === undefined ? undefined : Math.ceil(expiresAt / 1_000) + rememberedDays * 86_400;
