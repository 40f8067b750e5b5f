import { NamedError } from "@signalbox/core/error";
import { ledgerKeys } from "@signalbox/core/ledger/keys";
import { Standing } from "@signalbox/core/ledger/records";
import { sides } from "@signalbox/core/platform/platform";
import { checkDrift } from "@signalbox/core/release/drift";
import { whyTooLong } from "@signalbox/core/release/limits";
import { plan } from "@signalbox/core/release/plan";
import { CanaryRelease } from "@signalbox/core/release/release";
import { otherSide, stableSideOf } from "@signalbox/core/release/weights";
import { getItem, ledgerOf } from "../../aws/ledger.ts";
import { readWeights } from "../../aws/listener-rule.ts";
import { readRequests } from "../../aws/measurements.ts";
import { readScaleInSuspended } from "../../aws/scalable-target.ts";
import { readServices } from "../../aws/service.ts";
import * as allow from "../../release/allow.ts";
import { listed } from "../../release/names.ts";
import type { ReleaseStrategy } from "../../release/strategy.ts";
import { ecsServicesOf, groupOf, rulesOf, servicesOf, sideOf } from "./group.ts";

/** Between two sides: the one that has all of the traffic is stable, the other one the candidate. */
export const canary: ReleaseStrategy = {
  allow: {
    readServing: [allow.readRule, allow.readService],
    readState: [allow.readRule, allow.readService, allow.readScaling],
    checkDrift: [allow.readRule, allow.readService, allow.readLedger],
    readServed: [allow.readMetrics],
  },
  whyTooLong,

  readServing: async (context, name) => {
    const { aws } = context;
    const { cluster, services } = groupOf(context, name);
    const stable = stableSideOf(services, await readWeights(aws.elasticLoadBalancing, rulesOf(services)));
    const all = services.map((each) => each.sides[stable].service);
    const state = await readServices(aws.ecs, cluster, all);
    return services.map((each) => ({
      taskDefinition: state(each.sides[stable].service).taskDefinition,
      container: each.container,
    }));
  },

  readState: async (context, order) => {
    const { aws, clock } = context;
    const { cluster, services } = groupOf(context, order.group);
    const stable = stableSideOf(services, await readWeights(aws.elasticLoadBalancing, rulesOf(services)));
    const state = await readServices(aws.ecs, cluster, ecsServicesOf(services));
    const found = services.map((each) => {
      const { desiredCount, taskDefinition } = state(each.sides[stable].service);
      if (desiredCount === 0)
        throw new NamedError("Release.Drifted", `the ${stable} side of ${each.name} wants no tasks`);
      return { name: each.name, stableCount: desiredCount, stableTaskDefinition: taskDefinition };
    });
    const suspended = await readScaleInSuspended(
      aws.applicationAutoScaling,
      cluster,
      ecsServicesOf(services),
    );
    const scaling = services.flatMap((service) =>
      sides.flatMap((side) => {
        const dynamicScalingInSuspended = suspended.get(service.sides[side].service);
        if (dynamicScalingInSuspended === undefined) return [];
        return [{ service: service.name, side, dynamicScalingInSuspended }];
      }),
    );
    const candidate = otherSide(stable);
    const startedAt = Math.floor(clock.now());
    return {
      release: { ...order, strategy: "canary", stable, candidate, services: found, startedAt },
      scaling,
    };
  },

  says: (release) => {
    const { stable, candidate, services } = mine(release);
    const serving = services.map(
      ({ name, stableCount, stableTaskDefinition }) =>
        `${name} with ${stableCount} task(s) of ${stableTaskDefinition}`,
    );
    const steps = plan(release).map(
      ({ weight, capacities }) => `${weight} % with ${Object.values(capacities).join(" + ")}`,
    );
    return `${stable} serves ${listed(serving)}; plan for ${candidate}: ${listed(steps)} task(s)`;
  },

  checkDrift: async (context, given) => {
    const release = mine(given);
    const { aws } = context;
    const { cluster } = groupOf(context, release.group);
    const services = servicesOf(context, release);
    const weights = await readWeights(aws.elasticLoadBalancing, rulesOf(services));
    const state = await readServices(aws.ecs, cluster, ecsServicesOf(services));
    const recorded = await getItem(ledgerOf(context, release.group), ledgerKeys.standing, Standing);
    checkDrift(recorded, {
      stable: stableSideOf(services, weights),
      services: services.map(({ name, sides: both }) => {
        const stable = state(both[release.stable].service);
        const candidate = state(both[release.candidate].service);
        return {
          name,
          taskDefinition: stable.taskDefinition,
          stableCount: stable.desiredCount,
          candidateCount: Math.max(candidate.desiredCount, candidate.runningCount),
        };
      }),
    });
    return recorded !== undefined;
  },

  readServed: async (context, given, window) => {
    const release = mine(given);
    const services = servicesOf(context, release);
    const served = async (side: "stable" | "candidate") => {
      const places = services.map((service) => sideOf(service, release[side]));
      return (await readRequests(context.aws.cloudWatch, places, window)).map(sum);
    };
    const [stable, candidate] = [await served("stable"), await served("candidate")];
    return services.map(({ name }, index) => ({
      name,
      stable: stable[index] ?? 0,
      candidate: candidate[index] ?? 0,
    }));
  },
};

const mine = (release: object): CanaryRelease => CanaryRelease.parse(release);

const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);
