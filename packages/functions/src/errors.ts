import { backupErrors } from "@signalbox/core/backup/errors";
import { configErrors } from "@signalbox/core/config/errors";
import type { ErrorTable } from "@signalbox/core/error";
import { failoverErrors } from "@signalbox/core/failover/errors";
import { pipelineErrors } from "@signalbox/core/pipeline/errors";
import { recoveryErrors } from "@signalbox/core/recovery/errors";
import { releaseErrors } from "@signalbox/core/release/errors";
import { runbookErrors } from "@signalbox/core/runbook/errors";
import { scalingErrors } from "@signalbox/core/scaling/errors";
import { upgradeErrors } from "@signalbox/core/upgrade/errors";
import { workflowErrors } from "@signalbox/core/workflow/errors";

/** The error tables of all domains. */
export const errorTables: readonly ErrorTable[] = [
  backupErrors,
  configErrors,
  failoverErrors,
  pipelineErrors,
  recoveryErrors,
  releaseErrors,
  runbookErrors,
  scalingErrors,
  upgradeErrors,
  workflowErrors,
];
