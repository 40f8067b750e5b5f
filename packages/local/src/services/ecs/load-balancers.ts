import type { AdvancedConfiguration, LoadBalancer } from "@aws-sdk/client-ecs";
import type { ForwardActionConfig } from "@aws-sdk/client-elastic-load-balancing-v2";
import { AwsError } from "../error.ts";
import { refuseUnsupported } from "../supported.ts";
import type { DeploymentSettings } from "./deployment-configuration.ts";
import { asEcs, type Environment } from "./environment.ts";
import type { Definition } from "./state.ts";

/** What a service's load balancer names must be in the task definition that it runs. */
export function checkContainer(
  { container }: Definition,
  { containerName, containerPort }: LoadBalancer,
): void {
  if (containerName !== container.name)
    throw invalid(`The container ${containerName} does not exist in the task definition.`);
  if (containerPort !== container.port)
    throw invalid(`The container ${containerName} did not have a container port ${containerPort} defined.`);
}

/** The sentences are AWS's, https://docs.aws.amazon.com/AmazonECS/latest/developerguide/troubleshooting-blue-green.html */
export async function checkLoadBalancers(
  environment: Environment,
  region: string,
  operation: string,
  loadBalancers: readonly LoadBalancer[],
  { strategy }: DeploymentSettings,
): Promise<void> {
  const advanced = loadBalancers.filter(({ advancedConfiguration }) => advancedConfiguration);
  if (advanced.length > 0 && advanced.length < loadBalancers.length)
    throw invalid("Either all or none of the provided loadBalancers must have advancedConfiguration defined");
  if (strategy !== "ROLLING" && advanced.length < loadBalancers.length)
    throw invalid(
      "advancedConfiguration field is required for all loadBalancers when using a non-ROLLING deployment strategy",
    );
  const arns = loadBalancers.flatMap(groupsOf);
  const twice = arns.find((arn, index) => arns.indexOf(arn) !== index);
  if (twice) throw invalid(`Duplicate targetGroupArn found: ${twice}`);
  for (const { advancedConfiguration, ...balancer } of loadBalancers) {
    refuseUnsupported(`${operation}.loadBalancers`, balancer, [
      "targetGroupArn",
      "containerName",
      "containerPort",
    ]);
    if (advancedConfiguration) checkShift(advancedConfiguration);
    for (const arn of groupsOf({ ...balancer, advancedConfiguration }))
      await checkTargetGroup(environment, region, arn);
    if (advancedConfiguration) await checkRules(environment, region, { ...balancer, advancedConfiguration });
  }
}

/** The target groups that a load balancer's entry names. */
export const groupsOf = ({ targetGroupArn = "", advancedConfiguration }: LoadBalancer): string[] => {
  const { alternateTargetGroupArn } = advancedConfiguration ?? {};
  return alternateTargetGroupArn === undefined ? [targetGroupArn] : [targetGroupArn, alternateTargetGroupArn];
};

function checkShift(given: AdvancedConfiguration): void {
  const { alternateTargetGroupArn, productionListenerRule, testListenerRule, roleArn } = given;
  if (!alternateTargetGroupArn || !productionListenerRule || !roleArn)
    throw invalid("advancedConfiguration needs alternateTargetGroupArn, productionListenerRule and roleArn.");
  for (const [name, arn] of Object.entries({ productionListenerRule, testListenerRule }))
    if (arn !== undefined && !/^arn:[^:]+:elasticloadbalancing:[^:]+:[^:]+:listener-rule\/app\//.test(arn))
      throw invalid(
        `${name} has an invalid ARN format. Must be RuleArn for ALB or ListenerArn for NLB. Got: ${arn}`,
      );
  if (productionListenerRule === testListenerRule)
    throw invalid(
      `The following rules cannot be used as both production and test listener rules: ${testListenerRule}`,
    );
}

async function checkTargetGroup({ world }: Environment, region: string, arn: string): Promise<void> {
  const { TargetGroups = [] } = await world
    .call("elasticloadbalancing", "DescribeTargetGroups", { TargetGroupArns: [arn] }, asEcs(region))
    .catch((error: unknown) => {
      if (error instanceof AwsError && error.name.startsWith("TargetGroupNotFound"))
        throw invalid(`The specified target group does not exist: ${arn}`);
      throw error;
    });
  const [group] = TargetGroups;
  if (group?.TargetType !== undefined && group.TargetType !== "ip")
    throw invalid(
      `The provided target group ${arn} has target type ${group.TargetType}, which is incompatible with the awsvpc network mode specified in the task definition.`,
    );
  if (!group?.LoadBalancerArns?.length)
    throw invalid(`The target group with targetGroupArn ${arn} does not have an associated load balancer.`);
}

async function checkRules({ world }: Environment, region: string, balancer: LoadBalancer): Promise<void> {
  const { productionListenerRule = "", testListenerRule } = balancer.advancedConfiguration ?? {};
  const { Rules = [] } = await world.call(
    "elasticloadbalancing",
    "DescribeRules",
    { RuleArns: [productionListenerRule, ...(testListenerRule ? [testListenerRule] : [])] },
    asEcs(region),
  );
  const named = Rules.find(({ RuleArn }) => RuleArn === productionListenerRule)?.Actions?.flatMap(
    ({ ForwardConfig }) => arnsOf(ForwardConfig),
  );
  if (!testListenerRule && !groupsOf(balancer).every((arn) => named?.includes(arn)))
    throw invalid(
      "For Application LoadBalancer, testListenerRule is required when productionListenerRule is not associated with both targetGroup and alternateTargetGroup",
    );
}

const arnsOf = (config: ForwardActionConfig | undefined): string[] =>
  (config?.TargetGroups ?? []).flatMap(({ TargetGroupArn }) => TargetGroupArn ?? []);

const invalid = (message: string): AwsError => new AwsError("InvalidParameterException", message);
