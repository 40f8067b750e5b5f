import { backupMatrix } from "./backup.ts";
import { backupConfigurationMatrix } from "./backup-configuration.ts";
import { copyMatrix } from "./copy.ts";
import { failbackMatrix } from "./failback.ts";
import { failbackLosesHomeMatrix, failbackLosesOtherMatrix } from "./failback-loss.ts";
import { failoverMatrix } from "./failover.ts";
import { failoverTakeoverMatrix } from "./failover-takeover.ts";
import { failoverTakeoverThirdMatrix } from "./failover-takeover-third.ts";
import { pipelineMatrix } from "./pipeline.ts";
import { pruneMatrix } from "./prune.ts";
import { putBackMatrix } from "./put-back.ts";
import { recoverFromHarmMatrix } from "./recover-from-harm.ts";
import { rehearseMatrix } from "./rehearse.ts";
import { releaseMatrix } from "./release.ts";
import { releaseBlueGreenMatrix } from "./release-blue-green.ts";
import { releaseCutoverMatrix } from "./release-maintenance-cutover.ts";
import { releaseRollingMatrix } from "./release-rolling.ts";
import { releaseTogetherMatrix } from "./release-together.ts";
import { releaseTurnsMatrix } from "./release-turns.ts";
import { releaseWavesMatrix } from "./release-waves.ts";
import { restoreMatrix } from "./restore.ts";
import { restoreAllMatrix } from "./restore-all.ts";
import { scaleInferenceMatrix } from "./scale-inference.ts";
import { scaleInferenceAtZeroMatrix } from "./scale-inference-at-zero.ts";
import { verifyDatabaseMatrix, verifyFilesMatrix } from "./verify-backup.ts";
import type { AnyMatrix } from "./workflow.ts";

/** One line a workflow. */
export const matrices: readonly AnyMatrix[] = [
  releaseMatrix,
  releaseBlueGreenMatrix,
  releaseRollingMatrix,
  releaseTurnsMatrix,
  releaseCutoverMatrix,
  releaseTogetherMatrix,
  releaseWavesMatrix,
  backupMatrix,
  backupConfigurationMatrix,
  verifyDatabaseMatrix,
  verifyFilesMatrix,
  copyMatrix,
  pruneMatrix,
  restoreMatrix,
  restoreAllMatrix,
  putBackMatrix,
  rehearseMatrix,
  pipelineMatrix,
  scaleInferenceMatrix,
  scaleInferenceAtZeroMatrix,
  failoverMatrix,
  failoverTakeoverMatrix,
  failoverTakeoverThirdMatrix,
  failbackMatrix,
  failbackLosesHomeMatrix,
  failbackLosesOtherMatrix,
  recoverFromHarmMatrix,
];
