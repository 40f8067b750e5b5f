import { acknowledge } from "./functions/acknowledge/function.ts";
import { decide } from "./functions/decide/function.ts";
import { decideFailover } from "./functions/decide-failover/function.ts";
import { decidePipeline } from "./functions/decide-pipeline/function.ts";
import { decideRecovery } from "./functions/decide-recovery/function.ts";
import { decideRestore } from "./functions/decide-restore/function.ts";
import { freeze } from "./functions/freeze/function.ts";
import { hearBackupEvent } from "./functions/hear-backup-event/function.ts";
import { lookAtCanary } from "./functions/look-at-canary/function.ts";
import { notify } from "./functions/notify/function.ts";
import { observe } from "./functions/observe/function.ts";
import { plan } from "./functions/plan/function.ts";
import { planInference } from "./functions/plan-inference/function.ts";
import { runningGenerations } from "./functions/running-generations/function.ts";
import { startDueBackups } from "./functions/start-due-backups/function.ts";
import { tendBackups } from "./functions/tend-backups/function.ts";
import { wake } from "./functions/wake/function.ts";
import { writeCanary } from "./functions/write-canary/function.ts";
import type { AnyFunction, AnyWorkflow } from "./step.ts";
import { backup } from "./workflows/backup/workflow.ts";
import { bringBack } from "./workflows/bring-back/workflow.ts";
import { copy } from "./workflows/copy/workflow.ts";
import { drainZone } from "./workflows/drain-zone/workflow.ts";
import { drill } from "./workflows/drill/workflow.ts";
import { failback } from "./workflows/failback/workflow.ts";
import { failover } from "./workflows/failover/workflow.ts";
import { freezeReleases } from "./workflows/freeze-releases/workflow.ts";
import { lookAtContents } from "./workflows/look-at-contents/workflow.ts";
import { lowerMaintenance } from "./workflows/lower-maintenance/workflow.ts";
import { migrate } from "./workflows/migrate/workflow.ts";
import { pipeline } from "./workflows/pipeline/workflow.ts";
import { prune } from "./workflows/prune/workflow.ts";
import { putBack } from "./workflows/put-back/workflow.ts";
import { quarantine } from "./workflows/quarantine/workflow.ts";
import { raiseMaintenance } from "./workflows/raise-maintenance/workflow.ts";
import { readiness } from "./workflows/readiness/workflow.ts";
import { recoverFromHarm } from "./workflows/recover-from-harm/workflow.ts";
import { rehearse } from "./workflows/rehearse/workflow.ts";
import { release } from "./workflows/release/workflow.ts";
import { releaseBlueGreen } from "./workflows/release-blue-green/workflow.ts";
import { releaseCanary } from "./workflows/release-canary/workflow.ts";
import { releaseGates } from "./workflows/release-gates/workflow.ts";
import { releaseMaintenanceCutover } from "./workflows/release-maintenance-cutover/workflow.ts";
import { releaseRolling } from "./workflows/release-rolling/workflow.ts";
import { releaseTogether } from "./workflows/release-together/workflow.ts";
import { releaseWaves } from "./workflows/release-waves/workflow.ts";
import { restartService } from "./workflows/restart-service/workflow.ts";
import { restore } from "./workflows/restore/workflow.ts";
import { restoreAll } from "./workflows/restore-all/workflow.ts";
import { returnZone } from "./workflows/return-zone/workflow.ts";
import { rotateSecret } from "./workflows/rotate-secret/workflow.ts";
import { scaleInference } from "./workflows/scale-inference/workflow.ts";
import { scaleService } from "./workflows/scale-service/workflow.ts";
import { surveyDatabase } from "./workflows/survey-database/workflow.ts";
import { verifyBackup } from "./workflows/verify-backup/workflow.ts";

/** Everything that is deployed and run: infra, the local cloud, the command and the docs read these. */
export const workflows: readonly AnyWorkflow[] = [
  release,
  releaseCanary,
  releaseBlueGreen,
  releaseRolling,
  releaseMaintenanceCutover,
  migrate,
  bringBack,
  releaseGates,
  rehearse,
  surveyDatabase,
  releaseTogether,
  releaseWaves,
  backup,
  lookAtContents,
  copy,
  verifyBackup,
  restore,
  restoreAll,
  putBack,
  prune,
  pipeline,
  scaleInference,
  failover,
  failback,
  readiness,
  drill,
  restartService,
  scaleService,
  drainZone,
  returnZone,
  rotateSecret,
  freezeReleases,
  raiseMaintenance,
  lowerMaintenance,
  quarantine,
  recoverFromHarm,
];
export const functions: readonly AnyFunction[] = [
  wake,
  decide,
  decideRestore,
  decidePipeline,
  freeze,
  plan,
  planInference,
  notify,
  runningGenerations,
  startDueBackups,
  writeCanary,
  tendBackups,
  hearBackupEvent,
  observe,
  lookAtCanary,
  acknowledge,
  decideFailover,
  decideRecovery,
];
