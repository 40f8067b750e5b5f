/// <reference path="../.sst/platform/config.d.ts" />
import type { GpuPool } from "@signalbox/core/config/inference";
import { gpuUserData, imagesHook } from "./gpu-user-data";
import { pascalCase, type Scope } from "./scope";
import { type Statement, serviceRole } from "./service-role";

type Text = $util.Input<string>;

export interface GpuPoolArgs {
  readonly clusterArn: Text;
  readonly subnetIds: Text[];
  readonly securityGroupId: Text;
  /** Of the services that run on it: their families, and where their images are. */
  readonly families: readonly string[];
  readonly repositoryArns: readonly Text[];
}

/** AWS's own, with the agent of ECS and NVIDIA's driver; each new instance takes the newest. */
const image = "resolve:ssm:/aws/service/ecs/optimized-ami/amazon-linux-2023/gpu/recommended/image_id";

/**
 * Instances with GPUs that come and go with the tasks that ask for them: an Auto Scaling group and a capacity provider for what is on
 * demand, and another pair for Spot, since a group that lacks Spot waits for it and buys nothing else. Zones and types are EC2's choice.
 */
export function gpuPool(scope: Scope, pool: GpuPool, args: GpuPoolArgs): aws.ecs.CapacityProvider[] {
  const profile = instanceProfile(scope, pool, args);
  const kinds = [
    ...(pool.spotPercent < 100 ? ["on-demand" as const] : []),
    ...(pool.spotPercent > 0 ? ["spot" as const] : []),
  ];
  return kinds.map((kind, index) => {
    const name = scope.names.gpuPool(pool.name, kind);
    const thing = pascalCase(`${pool.name}-${kind}`);
    const template = launchTemplate(scope, thing, name, { ...args, pool, profile });
    const group = new aws.autoscaling.Group(
      scope.id(`${thing}Group`),
      {
        name,
        vpcZoneIdentifiers: args.subnetIds,
        minSize: index === 0 ? pool.min : 0,
        maxSize: pool.max,
        mixedInstancesPolicy: {
          instancesDistribution:
            kind === "spot"
              ? { onDemandPercentageAboveBaseCapacity: 0, spotAllocationStrategy: "price-capacity-optimized" }
              : { onDemandPercentageAboveBaseCapacity: 100, onDemandAllocationStrategy: "prioritized" },
          launchTemplate: {
            launchTemplateSpecification: {
              launchTemplateId: template.id,
              version: template.latestVersion.apply(String),
            },
            overrides: pool.instanceTypes.map((instanceType) => ({ instanceType })),
          },
        },
        initialLifecycleHooks: [
          {
            name: imagesHook,
            lifecycleTransition: "autoscaling:EC2_INSTANCE_LAUNCHING",
            // The largest images take minutes; one that is not there by then is pulled by the task.
            heartbeatTimeout: 1_200,
            defaultResult: "CONTINUE",
          },
        ],
        ...(kind === "on-demand" &&
          pool.standby > 0 && {
            // So many beside those that run. Back into the pool would be the tasks' disks, which ECS does not allow.
            warmPool: { poolState: "Stopped", minSize: pool.standby, maxGroupPreparedCapacity: pool.standby },
          }),
        // ECS says which may go: those without tasks.
        protectFromScaleIn: true,
        forceDelete: !scope.config.permanent,
        tags: [
          { key: "Name", value: name, propagateAtLaunch: true },
          // ECS adds it, and a deployment would take it away.
          { key: "AmazonECSManaged", value: "true", propagateAtLaunch: true },
        ],
      },
      scope.options({ ignoreChanges: ["desiredCapacity"] }),
    );
    return new aws.ecs.CapacityProvider(
      scope.id(`${thing}Capacity`),
      {
        name,
        autoScalingGroupProvider: {
          autoScalingGroupArn: group.arn,
          managedDraining: "ENABLED",
          managedTerminationProtection: "ENABLED",
          // None that nobody uses: what is to stand by is stopped.
          managedScaling: { status: "ENABLED", targetCapacity: 100, maximumScalingStepSize: pool.max },
        },
      },
      scope.options(),
    );
  });
}

function launchTemplate(
  scope: Scope,
  thing: string,
  name: string,
  {
    pool,
    profile,
    securityGroupId,
    families,
  }: GpuPoolArgs & {
    readonly pool: GpuPool;
    readonly profile: aws.iam.InstanceProfile;
  },
) {
  const { names, region } = scope;
  const script = gpuUserData({ cluster: names.cluster, group: name, region: region.region, families });
  return new aws.ec2.LaunchTemplate(
    scope.id(`${thing}Template`),
    {
      name,
      imageId: image,
      instanceType: pool.instanceTypes[0],
      iamInstanceProfile: { arn: profile.arn },
      vpcSecurityGroupIds: [securityGroupId],
      metadataOptions: { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 1 },
      blockDeviceMappings: [
        {
          deviceName: "/dev/xvda",
          ebs: {
            volumeType: "gp3",
            volumeSize: pool.diskGb,
            // Weights are read as fast as the disk gives them: twice gp3's 125 MiB a second, for 5 $ a month.
            throughput: 250,
            encrypted: "true",
            deleteOnTermination: "true",
          },
        },
      ],
      userData: Buffer.from(script).toString("base64"),
      updateDefaultVersion: true,
    },
    scope.options(),
  );
}

/** What the agent of ECS calls, and the script that pulls images. */
function instanceProfile(scope: Scope, pool: GpuPool, { clusterArn, repositoryArns }: GpuPoolArgs) {
  const { account, names } = scope;
  const { region } = scope.region;
  const inCluster = { ArnEquals: { "ecs:cluster": clusterArn } };
  const instances = $interpolate`arn:aws:ecs:${region}:${account}:container-instance/${names.cluster}/*`;
  const statements: Statement[] = [
    { Action: ["ecs:RegisterContainerInstance", "ecs:DeregisterContainerInstance"], Resource: [clusterArn] },
    {
      Action: ["ecs:Poll", "ecs:StartTelemetrySession", "ecs:UpdateContainerInstancesState"],
      Resource: [instances],
      Condition: inCluster,
    },
    {
      Action: [
        "ecs:SubmitAttachmentStateChanges",
        "ecs:SubmitContainerStateChange",
        "ecs:SubmitTaskStateChange",
      ],
      Resource: [clusterArn],
    },
    // These take no resource in IAM.
    {
      Action: ["ecs:DescribeTaskDefinition", "ecs:DiscoverPollEndpoint", "ecr:GetAuthorizationToken"],
      Resource: ["*"],
    },
    {
      Action: ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
      Resource: [...repositoryArns],
    },
    {
      Action: ["autoscaling:CompleteLifecycleAction"],
      Resource: [
        $interpolate`arn:aws:autoscaling:${region}:${account}:autoScalingGroup:*:autoScalingGroupName/${names.gpuPool(pool.name, "on-demand")}`,
        $interpolate`arn:aws:autoscaling:${region}:${account}:autoScalingGroup:*:autoScalingGroupName/${names.gpuPool(pool.name, "spot")}`,
      ],
    },
  ];
  const role = serviceRole(scope, `${pool.name}-instances`, "ec2.amazonaws.com", statements);
  return new aws.iam.InstanceProfile(
    scope.id(`${pascalCase(pool.name)}InstanceProfile`),
    { name: role.name, role: role.name },
    scope.options(),
  );
}
