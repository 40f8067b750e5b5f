import { backupMatrix } from "./backup.ts";
import { copyMatrix } from "./copy.ts";
import { pipelineMatrix } from "./pipeline.ts";
import { pruneMatrix } from "./prune.ts";
import { rehearseMatrix } from "./rehearse.ts";
import { releaseMatrix } from "./release.ts";
import { releaseBlueGreenMatrix } from "./release-blue-green.ts";
import { releaseCutoverMatrix } from "./release-maintenance-cutover.ts";
import { releaseRollingMatrix } from "./release-rolling.ts";
import { releaseTurnsMatrix } from "./release-turns.ts";
import { restoreMatrix } from "./restore.ts";
import { verifyDatabaseMatrix, verifyFilesMatrix } from "./verify-backup.ts";
import type { AnyMatrix } from "./workflow.ts";

/** One line a workflow. */
export const matrices: readonly AnyMatrix[] = [
  releaseMatrix,
  releaseBlueGreenMatrix,
  releaseRollingMatrix,
  releaseTurnsMatrix,
  releaseCutoverMatrix,
  backupMatrix,
  verifyDatabaseMatrix,
  verifyFilesMatrix,
  copyMatrix,
  pruneMatrix,
  restoreMatrix,
  rehearseMatrix,
  pipelineMatrix,
];
