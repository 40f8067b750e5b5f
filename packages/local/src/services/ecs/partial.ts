import type { Partials } from "../partial.ts";

export const partial: Partials<"ecs"> = {
  CreateCluster: "no settings, capacity providers or Service Connect",
  CreateService:
    "Fargate with rolling or blue-green deployments behind an Application Load Balancer; no linear or canary strategy, no hooks on rolling deployments, no capacity providers, Service Connect, service registries, volumes, propagated tags or ECS Exec",
  DescribeServiceRevisions: "what a Fargate service of this cloud has",
  ListServices: "no schedulingStrategy, no resourceManagementType",
  ListTasks: "no containerInstance, no daemonName",
  RegisterTaskDefinition:
    "Fargate with one container of one port; no volumes, secrets or sidecars; a command must be one that the double knows; a health check must be curl or wget of localhost",
  RunTask:
    "Fargate only; overrides of the environment and the command only; no capacity providers, ECS Exec, volumes or propagated tags",
  UpdateService:
    "desired count, task definition, grace period, load balancers and deployment configuration; network and platform version cannot be changed",
};
