import type { Kind } from "./kind.ts";
import { bucket, bucketObject, bucketReplication, bucketVersioning } from "./kinds/bucket.ts";
import { cluster } from "./kinds/cluster.ts";
import { compositeAlarm } from "./kinds/composite-alarm.ts";
import {
  databaseCluster,
  databaseInstance,
  databaseProxy,
  databaseReplica,
  databaseSubnets,
  globalDatabase,
} from "./kinds/database.ts";
import { dnsRecord } from "./kinds/dns-record.ts";
import { eventRule } from "./kinds/event-rule.ts";
import { eventTarget } from "./kinds/event-target.ts";
import { accessPoint, fileSystem, fileSystemBackupPolicy } from "./kinds/file-system.ts";
import { lambdaFunction } from "./kinds/function.ts";
import { healthCheck } from "./kinds/health-check.ts";
import { key, keyAlias } from "./kinds/key.ts";
import { listener } from "./kinds/listener.ts";
import { listenerRule } from "./kinds/listener-rule.ts";
import { loadBalancer } from "./kinds/load-balancer.ts";
import { logGroup } from "./kinds/log-group.ts";
import { metricAlarm } from "./kinds/metric-alarm.ts";
import { connection, parameter } from "./kinds/parameter.ts";
import { queue } from "./kinds/queue.ts";
import { imageReplication, repository } from "./kinds/repository.ts";
import { role } from "./kinds/role.ts";
import { controlPanel, routingCluster, routingControl, safetyRule } from "./kinds/routing-control.ts";
import { scalableTarget } from "./kinds/scalable-target.ts";
import { schedule } from "./kinds/schedule.ts";
import { secret, secretVersion } from "./kinds/secret.ts";
import { secretRotation } from "./kinds/secret-rotation.ts";
import { service } from "./kinds/service.ts";
import { stateMachine } from "./kinds/state-machine.ts";
import { table } from "./kinds/table.ts";
import { targetGroup } from "./kinds/target-group.ts";
import { taskDefinition } from "./kinds/task-definition.ts";
import { subscription, topic } from "./kinds/topic.ts";
import { vault, vaultLock, vaultPolicy } from "./kinds/vault.ts";

/** Every type that becomes something on the laptop, in the order in which it is made there. */
export const kinds: readonly Kind[] = [
  // Before all that is encrypted.
  key,
  keyAlias,
  vault,
  vaultPolicy,
  vaultLock,
  fileSystem,
  fileSystemBackupPolicy,
  accessPoint,
  bucket,
  bucketVersioning,
  bucketReplication,
  bucketObject,
  logGroup,
  repository,
  imageReplication,
  table,
  topic,
  queue,
  secret,
  secretVersion,
  databaseSubnets,
  databaseCluster,
  globalDatabase,
  databaseReplica,
  databaseInstance,
  databaseProxy,
  cluster,
  loadBalancer,
  targetGroup,
  listener,
  listenerRule,
  routingCluster,
  controlPanel,
  routingControl,
  safetyRule,
  healthCheck,
  dnsRecord,
  // Before what acts as them: a role that nobody has made may do everything.
  role,
  connection,
  taskDefinition,
  service,
  scalableTarget,
  metricAlarm,
  compositeAlarm,
  lambdaFunction,
  secretRotation,
  stateMachine,
  eventRule,
  eventTarget,
  schedule,
  subscription,
  parameter,
];
