import type { ErrorTable } from "../error.ts";

/** What befalls steps of every domain alike. */
export const workflowErrors = {
  "Aws.Unavailable": {
    meaning:
      "A service of AWS throttled a call, failed, or could not be reached, for all of the SDK's attempts. The message has its own error.",
    action:
      "Every step is tried again for about five minutes. Where that was not enough, look at AWS's health dashboard and at the service's quotas, then start again.",
  },
} as const satisfies ErrorTable;
