import { backupErrors } from "@signalbox/core/backup/errors";
import { pipelineErrors } from "@signalbox/core/pipeline/errors";
import { recoveryErrors } from "@signalbox/core/recovery/errors";
import { releaseErrors } from "@signalbox/core/release/errors";
import { upgradeErrors } from "@signalbox/core/upgrade/errors";
import { z } from "zod";

/** What Lambda answers, and Step Functions puts into a cause, when a handler threw. */
const LambdaFailure = z.object({ errorType: z.string(), errorMessage: z.string() });
export type LambdaFailure = z.output<typeof LambdaFailure>;

/** Reads an error that a Lambda threw; undefined where the text is none. */
export function lambdaFailure(text: string): LambdaFailure | undefined {
  try {
    return LambdaFailure.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** The sentence within a cause: a Lambda's own message, or else the whole cause. */
export function sentenceOf(cause: string): string {
  return lambdaFailure(cause)?.errorMessage ?? cause;
}

const table: Readonly<Record<string, { readonly action: string }>> = {
  ...releaseErrors,
  ...backupErrors,
  ...upgradeErrors,
  ...pipelineErrors,
  ...recoveryErrors,
};

/** What the operator does about an error, from its domain's table; undefined for errors of others. */
export function remedyFor(error: string): string | undefined {
  return table[error]?.action;
}
