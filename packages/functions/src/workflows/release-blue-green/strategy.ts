import { NamedError } from "@signalbox/core/error";
import { ledgerKeys } from "@signalbox/core/ledger/keys";
import { Standing } from "@signalbox/core/ledger/records";
import { whyTooLong } from "@signalbox/core/release/blue-green/limits";
import { checkDrift } from "@signalbox/core/release/drift";
import { BlueGreenRelease } from "@signalbox/core/release/release";
import { otherSide, stableSideOf } from "@signalbox/core/release/weights";
import { getItem, ledgerOf } from "../../aws/ledger.ts";
import { readWeights } from "../../aws/listener-rule.ts";
import { readRequests } from "../../aws/measurements.ts";
import { readServices } from "../../aws/service.ts";
import { readOngoing } from "../../aws/service-deployment.ts";
import type { FunctionContext } from "../../context.ts";
import * as allow from "../../release/allow.ts";
import { listed } from "../../release/names.ts";
import type { ReleaseStrategy } from "../../release/strategy.ts";
import { groupOf, measuredSide, production, servicesOf } from "./group.ts";

/** One ECS service moves between two target groups: the one that users are sent to is stable, the other one the candidate's. */
export const blueGreen: ReleaseStrategy = {
  allow: {
    readServing: [allow.readService],
    readState: [allow.readRule, allow.readService],
    checkDrift: [allow.readRule, allow.readService, allow.readLedger, ...allow.readDeployments],
    readServed: [allow.readMetrics],
  },
  whyTooLong,

  readServing: async (context, name) => {
    const { cluster, services } = groupOf(context, name);
    const state = await readServices(
      context.aws.ecs,
      cluster,
      services.map(({ service }) => service),
    );
    return services.map(({ service, container }) => ({
      taskDefinition: state(service).taskDefinition,
      container,
    }));
  },

  readState: async (context, order) => {
    const { cluster, services } = groupOf(context, order.group);
    const stable = await readStable(context, services);
    const state = await readServices(
      context.aws.ecs,
      cluster,
      services.map(({ service }) => service),
    );
    const found = services.map(({ name, service }) => {
      const { desiredCount, taskDefinition } = state(service);
      if (desiredCount === 0) throw new NamedError("Release.Drifted", `${name} wants no tasks`);
      return { name, stableCount: desiredCount, stableTaskDefinition: taskDefinition };
    });
    const startedAt = Math.floor(context.clock.now());
    const sides = { stable, candidate: otherSide(stable) };
    return {
      release: { ...order, strategy: "blue-green", ...sides, services: found, startedAt },
      // ECS keeps both sides whole while it deploys, and scaling does not scale in meanwhile:
      // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-auto-scaling.html
      scaling: [],
    };
  },

  says: (release) => {
    const { stable, candidate, services, policy } = mine(release);
    const serving = services.map(
      ({ name, stableCount, stableTaskDefinition }) =>
        `${name} with ${stableCount} task(s) of ${stableTaskDefinition}`,
    );
    const who = policy.promotion === "manual" ? "a person promotes it" : "then it gets all users";
    return `${stable} serves ${listed(serving)}; plan: as many of ${candidate} beside them on the preview listener, ${who}`;
  },

  checkDrift: async (context, given) => {
    const release = mine(given);
    const { ecs } = context.aws;
    const { cluster } = groupOf(context, release.group);
    const services = servicesOf(context, release);
    for (const { name, service } of services) {
      const [ongoing] = await readOngoing(ecs, cluster, service);
      if (ongoing)
        throw new NamedError(
          "Release.Drifted",
          `${ongoing.taskDefinition} is being deployed to ${name}, and no release has begun that`,
        );
    }
    const state = await readServices(
      ecs,
      cluster,
      services.map(({ service }) => service),
    );
    const recorded = await getItem(ledgerOf(context, release.group), ledgerKeys.standing, Standing);
    checkDrift(recorded, {
      stable: await readStable(context, services),
      services: services.map(({ name, service }) => {
        const { taskDefinition, desiredCount } = state(service);
        return { name, taskDefinition, stableCount: desiredCount, candidateCount: 0 };
      }),
    });
    return recorded !== undefined;
  },

  readServed: async (context, given, window) => {
    const release = mine(given);
    const services = servicesOf(context, release);
    const served = async (side: "stable" | "candidate") => {
      const places = measuredSide(services, release[side]);
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

async function readStable(context: FunctionContext, services: Parameters<typeof production>[0]) {
  const wired = production(services);
  const rules = wired.flatMap(({ listenerRuleArns }) => listenerRuleArns);
  return stableSideOf(wired, await readWeights(context.aws.elasticLoadBalancing, rules));
}

const mine = (release: object): BlueGreenRelease => BlueGreenRelease.parse(release);

const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);
