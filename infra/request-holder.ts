/// <reference path="../.sst/platform/config.d.ts" />
import type { Config } from "@signalbox/core/config/config";
import {
  holderHealthPath,
  holderName,
  holderVariables,
  holderVersion,
} from "@signalbox/core/scaling/hold/holder-variables";
import { holderPort, holderService, holderSize, patienceOf } from "@signalbox/core/scaling/hold/holders";
import { fargate } from "./fargate";
import { ownContainer } from "./own-container";
import { pascalCase, type Scope } from "./scope";

/** A target of images/sidecars. */
export const requestHolderImage = { target: "request-holder", version: holderVersion };

/** Node's own, beside the bodies. */
const ownMemory = 128;

export interface RequestHolderArgs {
  /** The service that it holds requests for. */
  readonly service: Config["services"][string];
  readonly planned: Config["inference"]["services"][string];
  /** Name of the load balancer that has the replicas' listener, in the DNS. */
  readonly balancerName: $util.Input<string>;
  /** The same of the region to which overflow goes; absent where it goes nowhere. */
  readonly spillName?: $util.Input<string>;
  readonly image: $util.Input<string>;
  readonly logGroup: $util.Input<string>;
  readonly taskRoleArn: $util.Input<string>;
  readonly executionRoleArn: $util.Input<string>;
}

/**
 * What lets requests through to a service, holds them while it has no replica, and sends overflow to another region: a task without
 * rights, unless it has to hear how much that is.
 */
export function requestHolder(scope: Scope, name: string, args: RequestHolderArgs) {
  const { service, planned, balancerName, spillName, image, logGroup, taskRoleArn, executionRoleArn } = args;
  const { requests, mostMegabytes } = planned.hold;
  const port = holderPort(service.port);
  const container = ownContainer(scope, {
    ...{ name: holderName, image, logGroup, essential: true, stopSeconds: service.stopSeconds },
    // Bodies that are held, and copies of those that pass until an answer begins.
    memory: Math.min(holderSize.memory, ownMemory + 2 * mostMegabytes),
    environment: {
      [holderVariables.service]: holderService(name),
      [holderVariables.engine]: planned.engine,
      [holderVariables.engineUrl]: $interpolate`http://${balancerName}:${service.port}`,
      [holderVariables.readyPath]: service.readyPath,
      [holderVariables.port]: String(port),
      [holderVariables.patienceSeconds]: String(patienceOf(planned)),
      [holderVariables.most]: String(requests),
      [holderVariables.mostBytes]: String(mostMegabytes * 1_000_000),
      ...(spillName && {
        AWS_REGION: scope.region.region,
        [holderVariables.spillUrl]: $interpolate`http://${spillName}:${service.port}`,
        [holderVariables.ledger]: scope.names.ledgerTable,
        [holderVariables.planned]: name,
      }),
    },
    health: `${port}${holderHealthPath}`,
  });
  return new aws.ecs.TaskDefinition(
    scope.id(`${pascalCase(holderService(name))}Task`),
    {
      ...fargate(scope, holderService(name), { ...holderSize, taskRoleArn, executionRoleArn }),
      containerDefinitions: $jsonStringify([
        {
          ...container,
          portMappings: [{ name: holderName, containerPort: port, protocol: "tcp", appProtocol: "http" }],
        },
      ]),
    },
    scope.options(),
  );
}
