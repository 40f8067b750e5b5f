import { asked } from "@signalbox/core/runbook/asked";
import { z } from "zod";
import { serviceName } from "../../runbook/named-service.ts";

export const RestartRequest = z.strictObject({ service: serviceName, ...asked });

/** Tasks that were made before this are replaced; milliseconds since 1970. */
export const RestartPlan = z.object({ service: z.string(), since: z.number() });
