import type { Container, Task } from "@aws-sdk/client-ecs";
import type { TaskState } from "./state.ts";

export function describeTask(task: TaskState): Task {
  const { network, stop } = task;
  const { description, container } = task.deployment.definition;
  return {
    attachments: [
      {
        id: network.attachmentId,
        type: "eni",
        status: attachmentStatus(task),
        details: [
          { name: "subnetId", value: network.subnet },
          { name: "networkInterfaceId", value: network.interfaceId },
          { name: "macAddress", value: network.mac },
          { name: "privateIPv4Address", value: network.ip },
        ],
      },
    ],
    availabilityZone: network.zone,
    clusterArn: task.cluster.arn,
    connectivity: task.dates.connectivityAt && !task.dates.stoppedAt ? "CONNECTED" : "DISCONNECTED",
    containers: [describeContainer(task)],
    cpu: description.cpu,
    createdAt: task.createdAt,
    desiredStatus: stop ? "STOPPED" : "RUNNING",
    enableExecuteCommand: false,
    group: task.group,
    healthStatus: task.containerHealth,
    lastStatus: task.status,
    launchType: "FARGATE",
    memory: description.memory,
    overrides: { containerOverrides: [container.overrides ?? { name: container.name }] },
    platformVersion: "1.4.0",
    platformFamily: "Linux",
    ...(task.startedBy !== undefined && { startedBy: task.startedBy }),
    ...task.dates,
    ...(stop && { stopCode: stop.code, stoppedReason: stop.reason }),
    taskArn: task.arn,
    taskDefinitionArn: task.deployment.definition.arn,
    version: task.version,
  };
}

function describeContainer(task: TaskState): Container {
  const { container } = task.deployment.definition;
  return {
    containerArn: task.containerArn,
    taskArn: task.arn,
    name: container.name,
    image: container.image,
    ...(task.image && { imageDigest: task.image.digest }),
    ...(task.process && { runtimeId: task.runtimeId }),
    lastStatus: containerStatus(task),
    ...task.exit,
    healthStatus: task.containerHealth,
    networkBindings: [],
    networkInterfaces: [{ attachmentId: task.network.attachmentId, privateIpv4Address: task.network.ip }],
    cpu: "0",
  };
}

function attachmentStatus({ status }: TaskState): string {
  if (status === "PROVISIONING") return "PRECREATED";
  return status === "STOPPED" || status === "DEPROVISIONING" ? "DELETED" : "ATTACHED";
}

function containerStatus({ status, exit }: TaskState): string {
  if (exit || status === "STOPPED") return "STOPPED";
  return status === "PROVISIONING" || status === "PENDING" ? "PENDING" : "RUNNING";
}
