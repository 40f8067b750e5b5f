import type { Config } from "../../config/config.ts";

type Planned = Config["inference"]["services"][string];

/** A service that goes to zero, or whose overflow goes to another region: before its load balancer's listener stands a holder. */
export const holdsRequests = (
  { inference, services }: Pick<Config, "inference" | "services">,
  service: string,
): boolean =>
  inference.services[service]?.owner === "planner" &&
  (services[service]?.scaling.min === 0 || inference.services[service]?.spill !== undefined);

/** Names of those. */
export const heldServices = (config: Pick<Config, "inference" | "services">): string[] =>
  Object.keys(config.services).filter((name) => holdsRequests(config, name));

/** Tasks of a holder: while one is being replaced the other one serves. */
export const holderTasks = 2;

/** A task of it, on Fargate: the smallest there is. */
export const holderSize = { cpu: 256, memory: 512, architecture: "arm64" } as const;

/** Where the holder of a service on this port is reached, on the same load balancer: the service's own port is its replicas'. */
export const holderPort = (port: number): number => port + 10_000;

/** The ECS service of a service's holder. */
export const holderService = (service: string): string => `${service}-holder`;

/** The longest start is taken for so many times the usual one: what the benchmark's starts by chance reach, too. */
const longestStart = 1.6;
/** From a request that comes to an order, and from a replica that answers to the load balancer's second look at it. */
const marginSeconds = 90;

/** How long a request is held before it is answered 503. */
export const patienceOf = ({ hold, profile }: Planned): number =>
  hold.patienceSeconds ?? Math.ceil(longestStart * profile.startSeconds) + marginSeconds;
