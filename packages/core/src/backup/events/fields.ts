import { z } from "zod";

/*
 * Fields as AWS really sends them in events of AWS Backup and RDS: https://docs.aws.amazon.com/aws-backup/latest/devguide/eventbridge.html
 * What may be absent is undefined; what is there and is not what it should be makes the event unknown.
 */

/** `{}` stands for a value that is not there yet, and so do null and the empty string. */
const absent = (value: unknown): unknown =>
  value === null ||
  value === "" ||
  (typeof value === "object" && !Array.isArray(value) && Object.keys(value).length === 0)
    ? undefined
    : value;

const maybe = <S extends z.ZodType>(schema: S) => z.preprocess(absent, schema.optional());

/** Accounts have 12 digits; those of the documentation 13, and some resources none at all. */
const arn = z.string().regex(/^arn:aws[a-z-]*:[a-z0-9-]+:[a-z0-9-]*:\d{0,13}:[^\s]+$/);
export const Arn = maybe(arn);

/** Backup jobs have UUIDs, some in capitals; the documentation's own are not always hexadecimal. */
export const JobId = z.string().regex(/^[0-9A-Za-z]{8}(-[0-9A-Za-z]{4}){3}-[0-9A-Za-z]{12}$/);

export const Name = maybe(z.string().regex(/^[\w-]{2,50}$/));

/** Bytes and percents come as numbers and as strings. */
export const Count = maybe(
  z
    .union([
      z.number(),
      z
        .string()
        .regex(/^\d+(\.\d+)?$/)
        .transform(Number),
    ])
    .pipe(z.number().min(0).finite()),
);

/** `true` and `"true"`. */
export const Flag = maybe(
  z.union([z.boolean(), z.enum(["true", "false"]).transform((text) => text === "true")]),
);

const iso = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;
/** "Jul 15, 2020 9:39:07 PM", which is UTC. */
const spoken = /^[A-Z][a-z]{2} \d{1,2}, \d{4},? \d{1,2}:\d\d:\d\d [AP]M$/;

/** Milliseconds since 1970, of an ISO date or of the one that people read. */
export const Instant = maybe(
  z
    .string()
    .refine((text) => iso.test(text) || spoken.test(text))
    .transform((text) => Date.parse(iso.test(text) ? text : `${text} UTC`))
    .pipe(z.int()),
);

/** AWS puts some messages in quotation marks; undefined: it says nothing. */
export const Message = z.preprocess(
  (value) => (typeof value === "string" ? absent(value.replaceAll(/^"+|"+$/g, "").trim()) : absent(value)),
  z.string().optional(),
);

/** Present on what a plan of AWS Backup started. */
export const CreatedBy = maybe(z.looseObject({ backupPlanId: z.string().min(1) }));
