/// <reference path="../.sst/platform/config.d.ts" />
import type { Scope } from "./scope";
import { type Statement, serviceRole } from "./service-role";

/**
 * What a task must have before AWS FIS can slow its network: an agent of Systems Manager beside it, by which FIS reaches
 * ECS's own fault injection. The task definition needs `enableFaultInjection` and `pidMode: "task"` too.
 * https://docs.aws.amazon.com/fis/latest/userguide/ecs-task-actions.html
 */
export interface FaultAgent {
  /** The container to put beside the service's own. It runs as root and writes; a task serves on without it. */
  readonly container: (args: {
    readonly image: $util.Input<string>;
    readonly logGroup: $util.Input<string>;
  }) => Readonly<Record<string, unknown>>;
  /** For the role of the task: it registers itself. */
  readonly statements: readonly Statement[];
}

/** Its tags are versions too; the agent brings itself up to date, so the tag says little. */
export const faultAgentImage = {
  source: "public.ecr.aws/amazon-ssm-agent/amazon-ssm-agent",
  version: "latest",
};

// Registers the task with its ARN, by which FIS finds it, and takes the registration away when the task ends. The AWS CLI
// uses the agent's credentials once there are some: they come before those of the task.
const script = `set -eu
dnf install -y -q awscli jq procps
task=$(curl -sf "$ECS_CONTAINER_METADATA_URI_V4/task")
made=$(aws ssm create-activation --iam-role "$AGENT_ROLE" --registration-limit 1 --tags \\
  "Key=ECS_TASK_ARN,Value=$(jq -er .TaskARN <<<"$task")" \\
  "Key=ECS_TASK_AVAILABILITY_ZONE,Value=$(jq -er .AvailabilityZone <<<"$task")" \\
  Key=FAULT_INJECTION_SIDECAR,Value=true)
activation=$(jq -er .ActivationId <<<"$made")
amazon-ssm-agent -register -id "$activation" -code "$(jq -er .ActivationCode <<<"$made")" -region "$AWS_REGION"
amazon-ssm-agent & agent=$!
leave() {
  aws ssm deregister-managed-instance --instance-id "$(jq -er .ManagedInstanceID /var/lib/amazon/ssm/registration)" || true
  aws ssm delete-activation --activation-id "$activation" || true
  kill "$agent"
}
trap leave TERM INT
wait "$agent"`;

/** One for a region; its tasks share the agent's role. */
export function faultAgent(scope: Scope): FaultAgent {
  const { region } = scope.region;
  const instances = $interpolate`arn:aws:ssm:${region}:${scope.account}:managed-instance/*`;
  const role = serviceRole(scope, "fault-agent", "ssm.amazonaws.com", [
    {
      Action: [
        "ssm:DeregisterManagedInstance",
        "ssm:ListInstanceAssociations",
        "ssm:UpdateInstanceInformation",
      ],
      Resource: [instances],
    },
    {
      // The agent's channel to Systems Manager; none of them takes a resource in IAM.
      Action: [
        "ec2messages:AcknowledgeMessage",
        "ec2messages:DeleteMessage",
        "ec2messages:FailMessage",
        "ec2messages:GetEndpoint",
        "ec2messages:GetMessages",
        "ec2messages:SendReply",
        "ssm:DeleteActivation",
        "ssmmessages:CreateControlChannel",
        "ssmmessages:CreateDataChannel",
        "ssmmessages:OpenControlChannel",
        "ssmmessages:OpenDataChannel",
      ],
      Resource: ["*"],
    },
  ]);
  return {
    container: ({ image, logGroup }) => ({
      name: "fault-agent",
      image,
      essential: false,
      command: ["/bin/bash", "-c", script],
      environment: [
        { name: "AGENT_ROLE", value: role.name },
        { name: "AWS_REGION", value: region },
      ],
      logConfiguration: {
        logDriver: "awslogs",
        options: {
          "awslogs-group": logGroup,
          "awslogs-region": region,
          "awslogs-stream-prefix": "fault-agent",
          mode: "non-blocking",
        },
      },
    }),
    statements: [
      // Takes no resource in IAM.
      { Action: ["ssm:CreateActivation"], Resource: ["*"] },
      { Action: ["ssm:AddTagsToResource"], Resource: [instances] },
      {
        Action: ["iam:PassRole"],
        Resource: [role.arn],
        Condition: { StringEquals: { "iam:PassedToService": "ssm.amazonaws.com" } },
      },
    ],
  };
}
