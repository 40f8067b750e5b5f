import { partial as applicationAutoscaling } from "@signalbox/local/services/application-autoscaling/partial";
import { partial as backup } from "@signalbox/local/services/backup/partial";
import { partial as dynamodb } from "@signalbox/local/services/dynamodb/partial";
import { partial as ecr } from "@signalbox/local/services/ecr/partial";
import { partial as ecs } from "@signalbox/local/services/ecs/partial";
import { partial as elasticfilesystem } from "@signalbox/local/services/elasticfilesystem/partial";
import { partial as elasticloadbalancing } from "@signalbox/local/services/elasticloadbalancing/partial";
import { partial as events } from "@signalbox/local/services/events/partial";
import { partial as kms } from "@signalbox/local/services/kms/partial";
import { partial as lambda } from "@signalbox/local/services/lambda/partial";
import { partial as logs } from "@signalbox/local/services/logs/partial";
import type { ServiceName } from "@signalbox/local/services/modules";
import { partial as monitoring } from "@signalbox/local/services/monitoring/partial";
import type { Partials } from "@signalbox/local/services/partial";
import { partial as rds } from "@signalbox/local/services/rds/partial";
import { partial as route53 } from "@signalbox/local/services/route53/partial";
import { partial as route53RecoveryCluster } from "@signalbox/local/services/route53-recovery-cluster/partial";
import { partial as s3 } from "@signalbox/local/services/s3/partial";
import { partial as scheduler } from "@signalbox/local/services/scheduler/partial";
import { partial as secretsmanager } from "@signalbox/local/services/secretsmanager/partial";
import { partial as sns } from "@signalbox/local/services/sns/partial";
import { partial as sqs } from "@signalbox/local/services/sqs/partial";
import { partial as ssm } from "@signalbox/local/services/ssm/partial";
import { partial as states } from "@signalbox/local/services/states/partial";

/** What the implemented operations of each service lack; a service that lacks nothing is absent. */
export const partials: { readonly [S in ServiceName]?: Partials<S> } = {
  "application-autoscaling": applicationAutoscaling,
  backup,
  dynamodb,
  ecr,
  ecs,
  elasticfilesystem,
  elasticloadbalancing,
  events,
  kms,
  lambda,
  logs,
  monitoring,
  rds,
  route53,
  "route53-recovery-cluster": route53RecoveryCluster,
  s3,
  scheduler,
  secretsmanager,
  sns,
  sqs,
  ssm,
  states,
};
