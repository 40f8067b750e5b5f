/// <reference path="../.sst/platform/config.d.ts" />
import { isKept } from "@signalbox/core/failover/kept";
import { holdsRequests } from "@signalbox/core/scaling/hold/holders";
import { collector } from "../infra/collector";
import { faultAgent } from "../infra/fault-agent";
import type { Scope } from "../infra/scope";
import { cluster } from "./compute/cluster";
import type { Surroundings } from "./compute/environment";
import { holder } from "./compute/holder";
import { images, sidecars } from "./compute/images";
import { routes } from "./compute/routes";
import { service } from "./compute/service";
import { tests } from "./compute/tests";
import type { Compute, ComputeService, Network } from "./layers";

export interface ComputeArgs extends Surroundings {
  readonly network: Network;
  /** Names of the internal load balancers in the DNS, by region. */
  readonly balancers: ReadonlyMap<string, $util.Output<string>>;
}

/** The cluster of a region and the services of the catalogue, each wired for the strategy of its group. */
export function compute(scope: Scope, args: ComputeArgs): Compute {
  const imageOf = images(scope, args.identity.keyArn);
  const { cluster: made, capacity, namespaceArn } = cluster(scope, args.network, imageOf);
  const routeOf = routes(scope, args.network, args.edge);
  const collecting = scope.config.observability.collector && {
    collector: collector(scope, args.identity.keyArn),
    image: imageOf(sidecars.collector),
  };
  const breaking = scope.config.features.chaos && {
    agent: faultAgent(scope),
    image: imageOf(sidecars.faultAgent),
  };
  const keeping = (wanted: Scope["config"]["services"][string]) =>
    isKept(scope.config, wanted) ? { image: imageOf(sidecars.leaseKeeper) } : undefined;
  const measuring = (name: string) => {
    const planned = scope.config.inference.services[name];
    return planned && { planned, image: imageOf(sidecars.replicaSidecar) };
  };
  const services: ComputeService[] = [];
  const byName: $util.Resource[] = [];
  // Those on Service Connect first: a task knows the names that there were when it started.
  const order = Object.entries(scope.config.services).toSorted(([, one], [, two]) => rank(one) - rank(two));
  const anyByName = order.some(([, { route }]) => route.kind === "service-connect");
  for (const [name, wanted] of order) {
    const routed = routeOf(name);
    const { kind } = wanted.route;
    const { deployed, made: running } = service(scope, name, wanted, {
      ...args,
      cluster: made,
      image: imageOf(wanted.image),
      ...(collecting && { collecting }),
      ...(breaking && { breaking }),
      keeping: keeping(wanted),
      measuring: measuring(name),
      ...(routed && { routed }),
      // Inference calls nobody, so that its tasks need no proxy.
      ...(anyByName &&
        kind !== "internal-load-balancer" && {
          serviceConnect: {
            enabled: true,
            namespace: namespaceArn,
            ...(kind === "service-connect" && {
              services: [
                { portName: name, discoveryName: name, clientAlias: [{ port: wanted.port, dnsName: name }] },
              ],
            }),
          },
        }),
      dependsOn: [capacity, ...byName],
    });
    if (kind === "service-connect") byName.push(...running);
    services.push(deployed);
  }
  for (const [name, wanted] of order)
    if (holdsRequests(scope.config, name))
      holder(scope, name, wanted, { ...args, clusterArn: made.arn, image: imageOf(sidecars.requestHolder) });
  const { pipeline } = scope.config;
  if (pipeline && scope.region.role === "primary")
    tests(scope, imageOf(pipeline.tests.image), pipeline.tests, args.identity.keyArn);
  return { clusterArn: made.arn, services };
}

const rank = ({ route }: Scope["config"]["services"][string]): number =>
  route.kind === "service-connect" ? 0 : 1;
