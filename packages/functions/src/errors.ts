import { backupErrors } from "@signalbox/core/backup/errors";
import { configErrors } from "@signalbox/core/config/errors";
import type { ErrorTable } from "@signalbox/core/error";
import { pipelineErrors } from "@signalbox/core/pipeline/errors";
import { releaseErrors } from "@signalbox/core/release/errors";
import { upgradeErrors } from "@signalbox/core/upgrade/errors";
import { workflowErrors } from "@signalbox/core/workflow/errors";

/** The error tables of all domains. */
export const errorTables: readonly ErrorTable[] = [
  backupErrors,
  configErrors,
  pipelineErrors,
  releaseErrors,
  upgradeErrors,
  workflowErrors,
];
