import { asked, minutes } from "@signalbox/core/runbook/asked";
import { z } from "zod";

export const RaiseRequest = z.strictObject({
  minutes: minutes(24 * 60, "until when users are told to wait; nothing lowers the page by itself"),
  ...asked,
});

/** Milliseconds since 1970. */
export const RaisePlan = z.object({ until: z.number() });
