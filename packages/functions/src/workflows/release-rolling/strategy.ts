import { NamedError } from "@signalbox/core/error";
import { ledgerKeys } from "@signalbox/core/ledger/keys";
import { Standing } from "@signalbox/core/ledger/records";
import { checkDrift } from "@signalbox/core/release/rolling/drift";
import { whyTooLong } from "@signalbox/core/release/rolling/limits";
import { getItem, ledgerOf } from "../../aws/ledger.ts";
import { readRequests } from "../../aws/measurements.ts";
import { readServices } from "../../aws/service.ts";
import { readOngoing } from "../../aws/service-deployment.ts";
import type { FunctionContext } from "../../context.ts";
import * as allow from "../../release/allow.ts";
import { listed } from "../../release/names.ts";
import type { ReleaseStrategy } from "../../release/strategy.ts";
import { groupOf, measuredOf, servicesOf, tasksOf } from "./group.ts";

/** Within each service: ECS itself replaces its tasks. There are no sides. */
export const rolling: ReleaseStrategy = {
  allow: {
    readServing: [allow.readService],
    readState: [allow.readService],
    checkDrift: [allow.readService, ...allow.readDeployments, allow.readLedger],
    readServed: [allow.readMetrics],
  },
  // How many tasks there are is known with the state alone.
  whyTooLong: (policy) => whyTooLong(policy, 1),

  readServing: async (context, name) => {
    const { services } = groupOf(context, name);
    const state = await readGroup(context, name);
    return services.map(({ service, container }) => ({
      taskDefinition: state(service).taskDefinition,
      container,
    }));
  },

  readState: async (context, order) => {
    const { services } = groupOf(context, order.group);
    const state = await readGroup(context, order.group);
    const found = services.map(({ name, service }) => {
      const { desiredCount, taskDefinition } = state(service);
      if (desiredCount === 0) throw new NamedError("Release.Drifted", `${name} wants no tasks`);
      return { name, stableCount: desiredCount, stableTaskDefinition: taskDefinition };
    });
    const tooLong = whyTooLong(order.policy, tasksOf({ services: found }));
    if (tooLong !== undefined)
      throw new NamedError("Release.InvalidRequest", `the policy is too long: ${tooLong}`);
    const startedAt = Math.floor(context.clock.now());
    // Its weight is ECS's business: there is one level, which has everything.
    const policy = { ...order.policy, ladder: [100] };
    return { release: { ...order, policy, strategy: "rolling", services: found, startedAt }, scaling: [] };
  },

  says: ({ services }) => {
    const serving = services.map(
      ({ name, stableCount, stableTaskDefinition }) =>
        `${name} runs ${stableCount} task(s) of ${stableTaskDefinition}`,
    );
    return `${listed(serving)}; plan: one task more at a time, never one fewer that is healthy`;
  },

  checkDrift: async (context, release) => {
    const { cluster } = groupOf(context, release.group);
    const state = await readGroup(context, release.group);
    const recorded = await getItem(ledgerOf(context, release.group), ledgerKeys.standing, Standing);
    const present = [];
    for (const { name, service } of servicesOf(context, release)) {
      const [ongoing] = await readOngoing(context.aws.ecs, cluster, service);
      const { taskDefinition, desiredCount } = state(service);
      present.push({ name, taskDefinition, desiredCount, deploys: ongoing?.taskDefinition });
    }
    checkDrift(recorded, present);
    return recorded !== undefined;
  },

  readServed: async (context, release, window) => {
    const measured = servicesOf(context, release).flatMap((service) =>
      measuredOf(service).map((place) => ({ name: service.name, place })),
    );
    if (measured.length === 0) return [];
    const places = measured.map(({ place }) => place);
    const requests = await readRequests(context.aws.cloudWatch, places, window);
    return measured.map(({ name }, index) => ({ name, stable: sum(requests[index] ?? []), candidate: 0 }));
  },
};

async function readGroup(context: FunctionContext, name: string) {
  const { cluster, services } = groupOf(context, name);
  const names = services.map(({ service }) => service);
  return await readServices(context.aws.ecs, cluster, names);
}

const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);
