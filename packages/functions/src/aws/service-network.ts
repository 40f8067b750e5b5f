import type { ECSClient, NetworkConfiguration } from "@aws-sdk/client-ecs";
import { describeServices } from "./service.ts";

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
  const { services } = await describeServices(client, cluster, names);
  return services.map(({ serviceName = "", desiredCount = 0, networkConfiguration: network = {} }) => ({
    service: serviceName,
    desiredCount,
    subnets: network.awsvpcConfiguration?.subnets ?? [],
    network,
  }));
}
