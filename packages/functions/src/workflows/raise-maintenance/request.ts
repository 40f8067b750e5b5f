import { asked, minutes } from "@signalbox/core/runbook/asked";
import { z } from "zod";

export const RaiseRequest = z.strictObject({
  minutes: minutes(
    24 * 60,
    "how long it is expected to last; the page says so, and nothing lowers it by itself",
  ),
  ...asked,
});

/** Milliseconds since 1970. */
export const RaisePlan = z.object({ until: z.number() });
