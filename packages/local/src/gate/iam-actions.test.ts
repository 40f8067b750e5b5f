import { actionFacts } from "@signalbox/core/workflow/actions";
import type { Action } from "@signalbox/core/workflow/allow";
import { expect, test } from "vitest";
import { applicationAutoscaling } from "../services/application-autoscaling/service.ts";
import { backup } from "../services/backup/service.ts";
import { dynamodb } from "../services/dynamodb/service.ts";
import { ecr } from "../services/ecr/service.ts";
import { ecs } from "../services/ecs/service.ts";
import { elasticfilesystem } from "../services/elasticfilesystem/service.ts";
import { elasticloadbalancing } from "../services/elasticloadbalancing/service.ts";
import { events } from "../services/events/service.ts";
import { kms } from "../services/kms/service.ts";
import { lambda } from "../services/lambda/service.ts";
import { logs } from "../services/logs/service.ts";
import { monitoring } from "../services/monitoring/service.ts";
import { rds } from "../services/rds/service.ts";
import { route53RecoveryCluster } from "../services/route53-recovery-cluster/service.ts";
import { s3 } from "../services/s3/service.ts";
import { scheduler } from "../services/scheduler/service.ts";
import { secretsmanager } from "../services/secretsmanager/service.ts";
import type { Service } from "../services/service.ts";
import { sns } from "../services/sns/service.ts";
import { sqs } from "../services/sqs/service.ts";
import { ssm } from "../services/ssm/service.ts";
import { states } from "../services/states/service.ts";
import { sts } from "../services/sts/service.ts";
import { virtualClock } from "../world/clock.ts";
import { createWorld } from "../world/create.ts";
import { iamAction } from "./iam-actions.ts";

const nothing = (): never => {
  throw new Error("these tests start nothing");
};
const plane = {
  start: nothing,
  probe: nothing,
  ask: nothing,
  listen: nothing,
  listening: nothing,
  stop: nothing,
};
const world = createWorld({ clock: virtualClock(), seed: 1, plane });
const services: readonly Service[] = [
  applicationAutoscaling(world),
  backup(world),
  dynamodb(world),
  ecr(world),
  ecs(world),
  elasticfilesystem(world),
  elasticloadbalancing(world),
  events(world),
  kms(world),
  lambda(world),
  logs(world),
  monitoring(world),
  rds(world),
  route53RecoveryCluster(world),
  s3(world),
  scheduler(world),
  secretsmanager(world),
  sns(world),
  sqs(world),
  ssm(world),
  states(world),
  sts(world),
];

const factsOf = (service: Service, operation: string) =>
  actionFacts(iamAction(service.name, operation) as Action);

test.each(services)("every operation of $name is an action that IAM knows", (service) => {
  const unknown = Object.keys(service.operations).filter((operation) => !factsOf(service, operation));
  expect(unknown.filter((operation) => operation !== "TransactWriteItems")).toEqual([]);
});

test.each(services)("$name names the resources of every operation that takes one", (service) => {
  const named = new Set(Object.keys(service.resources ?? {}));
  const operations = Object.keys(service.operations);
  expect(
    operations.filter((operation) => factsOf(service, operation)?.required && !named.has(operation)),
  ).toEqual([]);
  expect([...named].filter((operation) => factsOf(service, operation)?.types.length === 0)).toEqual([]);
});
