import { arns } from "@signalbox/core/platform/arns";
import { account, names } from "./deployment.fixture.ts";

/** What every task of a service says of itself; its containers are what differs. */
export const fargateTask = (region: string, name: string) => ({
  family: names.taskFamily(name),
  networkMode: "awsvpc" as const,
  requiresCompatibilities: ["FARGATE" as const],
  cpu: "1024",
  memory: "2048",
  taskRoleArn: arns.role({ region, account }, names.taskRole(region, name)),
  executionRoleArn: arns.role({ region, account }, names.executionRole(region, name)),
});
