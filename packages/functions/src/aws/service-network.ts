import { DescribeServicesCommand, type ECSClient, type NetworkConfiguration } from "@aws-sdk/client-ecs";

/** Services that one call describes, https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeServices.html */
const inOneCall = 10;

/** Where ECS places the tasks of a service. */
export interface ServiceNetwork {
  readonly service: string;
  readonly desiredCount: number;
  readonly subnets: readonly string[];
  readonly network: NetworkConfiguration;
}

export async function readNetworks(
  client: ECSClient,
  cluster: string,
  names: readonly string[],
): Promise<ServiceNetwork[]> {
  const found: ServiceNetwork[] = [];
  for (let at = 0; at < names.length; at += inOneCall) {
    const services = names.slice(at, at + inOneCall);
    const answer = await client.send(new DescribeServicesCommand({ cluster, services }));
    for (const { serviceName = "", desiredCount = 0, networkConfiguration } of answer.services ?? [])
      found.push({
        service: serviceName,
        desiredCount,
        subnets: networkConfiguration?.awsvpcConfiguration?.subnets ?? [],
        network: networkConfiguration ?? {},
      });
  }
  return found;
}
