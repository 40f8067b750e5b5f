import { another, inContainer, inPolicy, type Mutation, set, the, without } from "./mutation.ts";
import { alarmDimensions } from "./promises/alarm-dimensions.ts";
import { alarms } from "./promises/alarms.ts";
import { balancers } from "./promises/balancers.ts";
import { containers } from "./promises/containers.ts";
import { dataOutlives } from "./promises/data-outlives.ts";
import { deadLetters } from "./promises/dead-letters.ts";
import { deletionProtection } from "./promises/deletion-protection.ts";
import { deployedTriggers } from "./promises/deployed-triggers.ts";
import { encryption } from "./promises/encryption.ts";
import { eventPatterns } from "./promises/event-patterns.ts";
import { failedInvocations } from "./promises/failed-invocations.ts";
import { globalEdge } from "./promises/global-edge.ts";
import { keyPolicies } from "./promises/key-policies.ts";
import { leaseKeepers } from "./promises/lease-keepers.ts";
import { logRetention } from "./promises/log-retention.ts";
import { lostRegion } from "./promises/lost-region.ts";
import { machineArns } from "./promises/machine-arns.ts";
import { machineRoles } from "./promises/machine-roles.ts";
import { nameLimits } from "./promises/name-limits.ts";
import { neutralRegion } from "./promises/neutral-region.ts";
import { orchestratorsOwn } from "./promises/orchestrators-own.ts";
import { ownRegion } from "./promises/own-region.ts";
import { passedRoles } from "./promises/passed-roles.ts";
import { patternNames } from "./promises/pattern-names.ts";
import { pointInTime } from "./promises/point-in-time.ts";
import { previewRoutes } from "./promises/preview-routes.ts";
import { primaryDown } from "./promises/primary-down.ts";
import { privateSubnets } from "./promises/private-subnets.ts";
import { publicDoors } from "./promises/public-doors.ts";
import { publicPrincipals } from "./promises/public-principals.ts";
import { repositories } from "./promises/repositories.ts";
import { securityGroups } from "./promises/security-groups.ts";
import { services } from "./promises/services.ts";
import { smallEnough } from "./promises/small-enough.ts";
import { targetGroups } from "./promises/target-groups.ts";
import { transportSecurity } from "./promises/transport-security.ts";
import { uniqueNames } from "./promises/unique-names.ts";
import { wildcardActions } from "./promises/wildcard-actions.ts";
import { wildcardResources } from "./promises/wildcard-resources.ts";
import { workflowRoles } from "./promises/workflow-roles.ts";

const publicSubnet = "EuWest1PublicSubnet1";

/** Ways of breaking the production graph, each with the one promise that catches it. */
export const mutations: readonly Mutation[] = [
  {
    name: "a public load balancer keeps its users' connections for an hour",
    breaks: balancers,
    mutate: (all) => set(the(all, "EuWest1Balancer"), "clientKeepAlive", 3_600),
  },
  {
    name: "tasks are put into a public subnet",
    breaks: privateSubnets,
    mutate: (all) =>
      set(the(all, "EuWest1ChatBlueService"), "networkConfiguration.subnets", [the(all, publicSubnet).id]),
  },
  {
    name: "tasks get public addresses",
    breaks: privateSubnets,
    mutate: (all) => set(the(all, "UsEast1ChatGreenService"), "networkConfiguration.assignPublicIp", true),
  },
  {
    name: "a private subnet gets a route to the internet gateway",
    breaks: privateSubnets,
    mutate: (all) => {
      const route = the(all, "UsEast1PrivateRoute1", ":Route");
      delete route.inputs.natGatewayId;
      set(route, "gatewayId", the(all, "UsEast1InternetGateway").id);
    },
  },
  {
    name: "a function gets an address of its own on the internet",
    breaks: publicDoors,
    mutate: (all) => {
      const type = "aws:lambda/functionUrl:FunctionUrl";
      all.push({ ...the(all, "UsEast1WakeAlarmPermission"), type, name: "UsEast1WakeUrl" });
    },
  },
  {
    name: "a bucket of uploads lets its public policies through",
    breaks: publicDoors,
    mutate: (all) => set(the(all, "EuWest1UploadsClosed"), "restrictPublicBuckets", false),
  },
  {
    name: "the internet reaches the database",
    breaks: securityGroups,
    mutate: (all) =>
      another(all, the(all, "UsEast1LambdasToDatabase5432In"), {
        referencedSecurityGroupId: undefined,
        cidrIpv4: "0.0.0.0/0",
      }),
  },
  {
    name: "the rule from the load balancer to the tasks is forgotten in a standby",
    breaks: securityGroups,
    mutate: (all) => without(all, the(all, "ApSoutheast1BalancerToTasks8080In")),
  },
  {
    name: "a queue lets everybody send",
    breaks: publicPrincipals,
    mutate: (all) => {
      const policy = the(all, "UsEast1WakeDeadLettersPolicy");
      const document = JSON.parse(String(policy.inputs.policy));
      document.Statement.push({ Effect: "Allow", Principal: "*", Action: "sqs:SendMessage", Resource: "*" });
      policy.inputs.policy = JSON.stringify(document);
    },
  },
  {
    name: "the ledger is not encrypted with our key",
    breaks: encryption,
    mutate: (all) => set(the(all, "EuWest1Ledger"), "serverSideEncryption", { enabled: true }),
  },
  {
    name: "a standby's database is encrypted with the primary's key",
    breaks: encryption,
    mutate: (all) =>
      set(the(all, "EuWest1Database", "rds/cluster:"), "kmsKeyId", the(all, "UsEast1Key").outputs.arn),
  },
  {
    name: "an event rule loses its dead-letter queue",
    breaks: deadLetters,
    mutate: (all) => set(the(all, "UsEast1WakeAlarmTarget"), "deadLetterConfig", undefined),
  },
  {
    name: "a dead-letter queue is not open to EventBridge",
    breaks: deadLetters,
    mutate: (all) => without(all, the(all, "EuWest1ReleaseDeadLettersPolicy")),
  },
  {
    name: "a function that events invoke forgets what it failed on",
    breaks: failedInvocations,
    mutate: (all) => {
      set(the(all, "EuWest1WakeInvoked"), "destinationConfig", undefined);
      inPolicy(the(all, "EuWest1WakeRole"), (statements) => {
        for (const one of statements)
          one.Action = one.Action.filter((action) => action !== "sqs:SendMessage");
      });
    },
  },
  {
    name: "the key's policy shuts EventBridge out of the encrypted queues",
    breaks: keyPolicies,
    mutate: (all) => {
      const key = the(all, "ApSoutheast1Key");
      key.inputs.policy = String(key.inputs.policy).replaceAll("events.amazonaws.com", "xray.amazonaws.com");
    },
  },
  {
    name: "a role may do anything with tables",
    breaks: wildcardActions,
    mutate: (all) =>
      inPolicy(the(all, "UsEast1ChatTaskRole"), (statements) =>
        statements.push({
          Action: ["dynamodb:*"],
          Resource: [String(the(all, "UsEast1Ledger").outputs.arn)],
        }),
      ),
  },
  {
    name: "a role may update every service of the account",
    breaks: wildcardResources,
    mutate: (all) =>
      inPolicy(the(all, "UsEast1ChatTaskRole"), (statements) =>
        statements.push({ Action: ["ecs:UpdateService"], Resource: ["*"] }),
      ),
  },
  {
    name: "the canary's Lambda has a permission too few",
    breaks: workflowRoles,
    mutate: (all) =>
      inPolicy(the(all, "EuWest1ReleaseCanaryRole"), (statements) => {
        for (const one of statements)
          one.Action = one.Action.filter((action) => action !== "elasticloadbalancing:ModifyRule");
      }),
  },
  {
    name: "a Lambda has a permission that no step declares",
    breaks: workflowRoles,
    mutate: (all) =>
      inPolicy(the(all, "UsEast1WakeRole"), (statements) =>
        statements.push({
          Action: ["dynamodb:DeleteTable"],
          Resource: [String(the(all, "UsEast1Ledger").outputs.arn)],
        }),
      ),
  },
  {
    name: "a state machine may start another than it does",
    breaks: machineRoles,
    mutate: (all) =>
      inPolicy(the(all, "UsEast1ReleaseMachineRole"), (statements) => {
        for (const one of statements)
          if (one.Action.includes("states:StartExecution"))
            one.Resource = [String(the(all, "UsEast1ReleaseMachine").outputs.arn)];
      }),
  },
  {
    name: "a state machine may invoke another function",
    breaks: machineRoles,
    mutate: (all) =>
      inPolicy(the(all, "UsEast1ReleaseMachineRole"), (statements) =>
        statements.push({
          Action: ["lambda:InvokeFunction"],
          Resource: [String(the(all, "UsEast1DecideFunction", "lambda").outputs.arn)],
        }),
      ),
  },
  {
    name: "a role may pass a role that is not deployed",
    breaks: passedRoles,
    mutate: (all) =>
      inPolicy(the(all, "UsEast1RestoreJobsRole"), (statements) =>
        statements.push({ Action: ["iam:PassRole"], Resource: ["arn:aws:iam::123456789012:role/admin"] }),
      ),
  },
  {
    name: "a rule waits for an alarm of a wrong name",
    breaks: patternNames,
    mutate: (all) =>
      another(all, the(all, "UsEast1WakeAlarmRule"), {
        name: "signalbox-production-wrong",
        eventPattern: JSON.stringify({
          source: ["aws.cloudwatch"],
          "detail-type": ["CloudWatch Alarm State Change"],
          detail: { alarmName: ["signalbox-production-chat-bleu-5xx"] },
        }),
      }),
  },
  {
    name: "a rule's pattern says detailType instead of detail-type",
    breaks: eventPatterns,
    mutate: (all) =>
      another(all, the(all, "UsEast1WakeAlarmRule"), {
        name: "signalbox-production-misspelt",
        eventPattern: JSON.stringify({
          source: ["aws.cloudwatch"],
          detailType: ["CloudWatch Alarm State Change"],
        }),
      }),
  },
  {
    name: "the rule that wakes releases is switched off in a standby",
    breaks: deployedTriggers,
    mutate: (all) => set(the(all, "EuWest1WakeAlarmRule"), "state", "DISABLED"),
  },
  {
    name: "a state machine runs a function that its region has not",
    breaks: machineArns,
    mutate: (all) => {
      const machine = the(all, "UsEast1ReleaseMachine");
      const definition = String(machine.inputs.definition);
      const renamed = "signalbox-production-release-old";
      machine.inputs.definition = definition.replaceAll(/signalbox-production-release(?!-)/g, renamed);
      inPolicy(the(all, "UsEast1ReleaseMachineRole"), (statements) => {
        for (const one of statements)
          one.Resource = one.Resource.map((arn) => arn.replace(/signalbox-production-release$/, renamed));
      });
    },
  },
  {
    name: "a standby's Lambda is told of a table in the primary",
    breaks: ownRegion,
    mutate: (all) =>
      set(
        the(all, "EuWest1WakeFunction", "lambda"),
        "environment.variables.LEDGER",
        the(all, "UsEast1Ledger").outputs.arn,
      ),
  },
  {
    name: "an alarm tells nobody",
    breaks: alarms,
    mutate: (all) => set(the(all, "EuWest1ChatBlueErrors"), "alarmActions", []),
  },
  {
    name: "an alarm does not say what missing data means",
    breaks: alarms,
    mutate: (all) => set(the(all, "UsEast1ChatBlueErrors"), "treatMissingData", undefined),
  },
  {
    name: "the dead man's alarm tells nobody that no sweep comes any more",
    breaks: alarms,
    mutate: (all) => set(the(all, "UsEast1BackupSilent"), "insufficientDataActions", []),
  },
  {
    name: "an alarm watches a target group of another region",
    breaks: alarmDimensions,
    mutate: (all) =>
      set(
        the(all, "EuWest1ChatBlueErrors"),
        "dimensions.TargetGroup",
        the(all, "UsEast1ChatBlueTargets").outputs.arnSuffix,
      ),
  },
  {
    name: "the users' directory goes when it leaves the stack",
    breaks: dataOutlives,
    mutate: (all) => {
      the(all, "EuWest1UserPool", "userPool:").retainOnDelete = false;
    },
  },
  {
    name: "the database can be deleted at once",
    breaks: deletionProtection,
    mutate: (all) => set(the(all, "UsEast1Database", "rds/cluster:"), "deletionProtection", false),
  },
  {
    name: "a vault is left unlocked",
    breaks: deletionProtection,
    mutate: (all) => without(all, the(all, "EuWest1VaultLock")),
  },
  {
    name: "the database keeps a week instead of 35 days",
    breaks: pointInTime,
    mutate: (all) => set(the(all, "UsEast1Database", "rds/cluster:"), "backupRetentionPeriod", 7),
  },
  {
    name: "a deploy would reset the weights of a release",
    breaks: orchestratorsOwn,
    mutate: (all) => {
      the(all, "UsEast1ChatRule1").ignoreChanges = [];
    },
  },
  {
    name: "a rule for the preview's cookie stands after the rule that takes its requests",
    breaks: previewRoutes,
    mutate: (all) => set(the(all, "UsEast1ChatCookieRule1"), "priority", 900),
  },
  {
    name: "a deploy would lead tasks back from a restored database",
    breaks: orchestratorsOwn,
    mutate: (all) => {
      the(all, "UsEast1ConnectionDatabaseHost").ignoreChanges = [];
    },
  },
  {
    name: "a deploy would reset the count of tasks",
    breaks: orchestratorsOwn,
    mutate: (all) => {
      the(all, "EuWest1ChatGreenService").ignoreChanges = ["taskDefinition"];
    },
  },
  {
    name: "the public listener allows TLS 1.0",
    breaks: transportSecurity,
    mutate: (all) => set(the(all, "UsEast1Listener"), "sslPolicy", "ELBSecurityPolicy-2016-08"),
  },
  {
    name: "a log group forgets nothing",
    breaks: logRetention,
    mutate: (all) => set(the(all, "UsEast1ReleaseLambdaLogs"), "retentionInDays", undefined),
  },
  {
    name: "a target group's name is too long",
    breaks: nameLimits,
    mutate: (all) =>
      set(the(all, "UsEast1ChatBlueTargets"), "name", "signalbox-production-open-webui-chat-blue"),
  },
  {
    name: "two target groups have one name",
    breaks: uniqueNames,
    mutate: (all) => {
      const green = the(all, "UsEast1ChatGreenTargets");
      const { arn } = the(all, "UsEast1ChatBlueTargets").outputs;
      green.outputs = { ...green.outputs, arn };
    },
  },
  {
    name: "a Lambda's environment is over 4 KB",
    breaks: smallEnough,
    mutate: (all) =>
      set(the(all, "UsEast1WakeFunction", "lambda"), "environment.variables.PLATFORM", "x".repeat(5000)),
  },
  {
    name: "an image's tag can be moved",
    breaks: repositories,
    mutate: (all) => set(the(all, "UsEast1OpenWebuiRepository"), "imageTagMutability", "MUTABLE"),
  },
  {
    name: "CloudFront's certificate is asked for in another region",
    breaks: globalEdge,
    mutate: (all) =>
      set(
        the(all, "GlobalDistribution"),
        "viewerCertificate.acmCertificateArn",
        the(all, "EuWest1Certificate").outputs.arn,
      ),
  },
  {
    name: "a target is asked for its health once in five minutes",
    breaks: targetGroups,
    mutate: (all) => set(the(all, "UsEast1ChatBlueTargets"), "healthCheck.interval", 300),
  },
  {
    name: "a service in a standby does not scale by memory",
    breaks: services,
    mutate: (all) => without(all, the(all, "ApSoutheast1ChatBlueScalingByMemory")),
  },
  {
    name: "a container runs an image from outside",
    breaks: containers,
    mutate: (all) => {
      const task = the(all, "UsEast1ChatTask");
      const containers = JSON.parse(String(task.inputs.containerDefinitions));
      containers[0].image = "ghcr.io/open-webui/open-webui:main";
      task.inputs.containerDefinitions = JSON.stringify(containers);
    },
  },
  {
    name: "a standby takes one observer's word for two",
    breaks: primaryDown,
    mutate: (all) => {
      const alarm = the(all, "EuWest1PrimaryRegionDown");
      alarm.inputs.alarmRule = String(alarm.inputs.alarmRule).replaceAll(" AND ", " OR ");
    },
  },
  {
    name: "an observer's silence counts as a region that is down",
    breaks: primaryDown,
    mutate: (all) => set(the(all, "ApSoutheast1UsEast1SeenDownByUsWest2"), "treatMissingData", "breaching"),
  },
  {
    name: "the outside observer's region is taken for one of the platform",
    breaks: neutralRegion,
    mutate: (all) => {
      const region = the(all, "NeutralParameterRegion");
      region.inputs.value = JSON.stringify({ ...JSON.parse(String(region.inputs.value)), role: "tertiary" });
    },
  },
  {
    name: "a task writes on for two minutes after its lease keeper has ended",
    breaks: leaseKeepers,
    mutate: (all) =>
      inContainer(the(all, "UsEast1ChatTask"), (serving) => ({ ...serving, stopTimeout: 120 })),
  },
  {
    name: "a task begins before anybody has said that its region may write",
    breaks: leaseKeepers,
    mutate: (all) =>
      inContainer(the(all, "EuWest1ChatTask"), ({ dependsOn: _, ...serving }) => ({
        ...serving,
        dependsOn: [],
      })),
  },
  {
    name: "a task that writes needs Route 53's control plane",
    breaks: lostRegion,
    mutate: (all) =>
      inPolicy(the(all, "EuWest1ChatTaskRole"), (statements) =>
        statements.push({
          Action: ["route53:ChangeResourceRecordSets"],
          Resource: ["arn:aws:route53:::hostedzone/Z0123456789ABC"],
        }),
      ),
  },
];
