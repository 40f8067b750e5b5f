import type { AnyCommand } from "../command.ts";
import { abort } from "./abort.ts";
import { backupAnswers } from "./backup-answer.ts";
import { backupList } from "./backup-list.ts";
import { backupPlan } from "./backup-plan.ts";
import { backupRestore } from "./backup-restore.ts";
import { backupStart } from "./backup-start.ts";
import { backupVerify } from "./backup-verify.ts";
import { cloud } from "./cloud.ts";
import { configCheck } from "./config-check.ts";
import { configShow } from "./config-show.ts";
import { cost } from "./cost.ts";
import { eventsPut } from "./events-put.ts";
import { failoverAcknowledge } from "./failover-acknowledge.ts";
import { failoverAnswer } from "./failover-answer.ts";
import { failoverStatus } from "./failover-status.ts";
import { faultAdd } from "./fault-add.ts";
import { faultList } from "./fault-list.ts";
import { faultRemove } from "./fault-remove.ts";
import { freeze } from "./freeze.ts";
import { history } from "./history.ts";
import { list } from "./list.ts";
import { loadReplay } from "./load-replay.ts";
import { pipelineAnswers } from "./pipeline-answer.ts";
import { planRelease } from "./plan-release.ts";
import { promote } from "./promote.ts";
import { queue } from "./queue.ts";
import { recoveryAnswer } from "./recovery-answer.ts";
import { rehearse } from "./rehearse.ts";
import { release } from "./release.ts";
import { releaseTogether } from "./release-together.ts";
import { releaseWaves } from "./release-waves.ts";
import { rollback } from "./rollback.ts";
import { scaleExplain } from "./scale-explain.ts";
import { scaleShadow } from "./scale-shadow.ts";
import { scaleSimulate } from "./scale-simulate.ts";
import { scaleStatus } from "./scale-status.ts";
import { show } from "./show.ts";
import { start } from "./start.ts";
import { status } from "./status.ts";
import { thaw } from "./thaw.ts";

/** Every command, in the order that help lists them. */
export const commands: readonly AnyCommand[] = [
  start,
  planRelease,
  rehearse,
  release,
  releaseTogether,
  releaseWaves,
  status,
  queue,
  list,
  show,
  history,
  abort,
  promote,
  ...pipelineAnswers,
  rollback,
  freeze,
  thaw,
  backupList,
  backupStart,
  backupVerify,
  backupPlan,
  backupRestore,
  ...backupAnswers,
  failoverStatus,
  failoverAnswer,
  failoverAcknowledge,
  recoveryAnswer,
  scaleStatus,
  scaleShadow,
  scaleSimulate,
  scaleExplain,
  loadReplay,
  configShow,
  configCheck,
  cost,
  eventsPut,
  faultAdd,
  faultList,
  faultRemove,
  cloud,
];
