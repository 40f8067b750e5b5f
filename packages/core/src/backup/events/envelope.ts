import { z } from "zod";

/** What every event of EventBridge has. */
export const Envelope = z.looseObject({
  id: z.string().min(1),
  source: z.string(),
  "detail-type": z.string(),
  account: z.string().regex(/^\d{12,13}$/),
  region: z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/),
  time: z.iso.datetime(),
  resources: z.array(z.string()),
  detail: z.looseObject({}),
});
export type Envelope = z.output<typeof Envelope>;

/** What of an event's field is wrong, in one line. */
export const reasonOf = (error: z.ZodError): string =>
  error.issues.map(({ path, message }) => `${path.join(".") || "event"}: ${message}`).join("; ");
