import type { Made, Table } from "../made.ts";

const lambdaArn = (made: Made) => made.arn("lambda", `function:${made.named()}`);
const invokeArn = (made: Made, arn: string) =>
  `arn:aws:apigateway:${made.region}:lambda:path/2015-03-31/functions/${arn}/invocations`;

export const containers: Table = {
  "aws:ecs/cluster:Cluster": (made) => {
    const arn = made.arn("ecs", `cluster/${made.named()}`);
    return { id: arn, arn };
  },
  "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders": (made) => ({ id: made.text("clusterName") }),
  "aws:ecs/capacityProvider:CapacityProvider": (made) => {
    const arn = made.arn("ecs", `capacity-provider/${made.named()}`);
    return { id: arn, arn };
  },
  "aws:ecs/service:Service": (made) => {
    const cluster = made.text("cluster").split("/").at(-1);
    const arn = made.arn("ecs", `service/${cluster}/${made.named()}`);
    return { id: arn, arn };
  },
  "aws:ecs/taskDefinition:TaskDefinition": (made) => ({
    id: made.text("family"),
    revision: 1,
    arn: made.arn("ecs", `task-definition/${made.text("family")}:1`),
    arnWithoutRevision: made.arn("ecs", `task-definition/${made.text("family")}`),
  }),
  "aws:ecr/repository:Repository": (made) => ({
    id: made.named(),
    arn: made.arn("ecr", `repository/${made.named()}`),
    registryId: made.account,
    repositoryUrl: `${made.account}.dkr.ecr.${made.region}.amazonaws.com/${made.named()}`,
  }),
  "aws:ecr/lifecyclePolicy:LifecyclePolicy": (made) => ({
    id: made.text("repository"),
    registryId: made.account,
  }),
  "aws:ecr/repositoryPolicy:RepositoryPolicy": (made) => ({
    id: made.text("repository"),
    registryId: made.account,
  }),
  "aws:ecr/replicationConfiguration:ReplicationConfiguration": (made) => ({
    id: made.account,
    registryId: made.account,
  }),
  "aws:ecr/registryScanningConfiguration:RegistryScanningConfiguration": (made) => ({
    id: made.account,
    registryId: made.account,
  }),
  "aws:appautoscaling/target:Target": (made) => ({
    id: made.text("resourceId"),
    arn: made.arn("application-autoscaling", `scalable-target/${made.hex(32)}`),
  }),
  "aws:appautoscaling/policy:Policy": (made) => ({
    id: made.named(),
    arn: made.arn(
      "autoscaling",
      `scalingPolicy:${made.uuid()}:resource/ecs/${made.text("resourceId")}:policyName/${made.named()}`,
    ),
  }),
  "aws:appautoscaling/scheduledAction:ScheduledAction": (made) => ({
    id: made.named(),
    arn: made.arn(
      "autoscaling",
      `scheduledAction:${made.uuid()}:resource/ecs/${made.text("resourceId")}:scheduledActionName/${made.named()}`,
    ),
  }),
  "aws:lambda/function:Function": (made) => ({
    id: made.named(),
    name: made.named(),
    arn: lambdaArn(made),
    qualifiedArn: `${lambdaArn(made)}:1`,
    invokeArn: invokeArn(made, lambdaArn(made)),
    qualifiedInvokeArn: invokeArn(made, `${lambdaArn(made)}:1`),
    version: "1",
  }),
  "aws:lambda/alias:Alias": (made) => {
    const arn = `${made.arn("lambda", "function")}:${made.text("functionName").split(":").at(-1)}:${made.named()}`;
    return { id: arn, arn, invokeArn: invokeArn(made, arn) };
  },
  "aws:lambda/permission:Permission": (made) => ({
    id: made.named("statementId"),
    statementId: made.named("statementId"),
  }),
  "aws:lambda/eventSourceMapping:EventSourceMapping": (made) => ({
    id: made.uuid(),
    uuid: made.uuid(),
    arn: made.arn("lambda", `event-source-mapping:${made.uuid()}`),
  }),
  "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig": (made) => ({
    id: made.text("functionName"),
  }),
  "aws:lambda/functionUrl:FunctionUrl": (made) => ({
    id: made.text("functionName"),
    functionUrl: `https://${made.word(32)}.lambda-url.${made.region}.on.aws/`,
    urlId: made.word(32),
  }),
  "aws:lambda/layerVersion:LayerVersion": (made) => ({
    id: made.arn("lambda", `layer:${made.text("layerName")}:1`),
    arn: made.arn("lambda", `layer:${made.text("layerName")}:1`),
    layerArn: made.arn("lambda", `layer:${made.text("layerName")}`),
    version: "1",
  }),
};
