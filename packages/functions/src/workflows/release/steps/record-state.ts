import { NamedError } from "@signalbox/core/error";
import { sides } from "@signalbox/core/platform/platform";
import { plan } from "@signalbox/core/release/plan";
import { Order, Release } from "@signalbox/core/release/release";
import { otherSide, stableSideOf } from "@signalbox/core/release/weights";
import { z } from "zod";
import { journal } from "../../../aws/journal.ts";
import { ledgerOf } from "../../../aws/ledger.ts";
import { readWeights } from "../../../aws/listener-rule.ts";
import { beginRun } from "../../../aws/run.ts";
import { readScaleInSuspended } from "../../../aws/scalable-target.ts";
import { readServices } from "../../../aws/service.ts";
import { step } from "../../../step.ts";
import * as allow from "../allow.ts";
import { ecsServicesOf, groupOf, listed, rulesOf } from "../group.ts";

export const recordState = step({
  name: "RecordState",
  description: "Records in the ledger which side serves, with how many tasks of what, and the plan.",
  input: z.strictObject({ order: Order, epoch: z.int() }),
  output: z.strictObject({ release: Release }),
  allow: [allow.readRule, allow.readService, allow.readScaling, allow.readLedger, allow.writeLedger],
  run: async ({ order, epoch }, context) => {
    const { aws, clock, visit } = context;
    const group = groupOf(context, order.group);
    const { cluster, services } = group;
    const stable = stableSideOf(services, await readWeights(aws.elasticLoadBalancing, rulesOf(services)));
    const state = await readServices(aws.ecs, cluster, ecsServicesOf(services));
    const found = services.map(
      ({
        name,
        sides: {
          [stable]: { service },
        },
      }) => {
        const { desiredCount, taskDefinition } = state(service);
        if (desiredCount === 0)
          throw new NamedError("Release.Drifted", `the ${stable} side of ${name} wants no tasks`);
        return { name, stableCount: desiredCount, stableTaskDefinition: taskDefinition };
      },
    );
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
    const begun = await beginRun(ledgerOf(context, order.group), {
      release: {
        ...order,
        stable,
        candidate: otherSide(stable),
        services: found,
        startedAt: Math.floor(clock.now()),
      },
      execution: visit.execution,
      epoch,
      phase: "preparing",
      weight: 0,
      scaling,
    });
    const { release } = begun;
    const serving = release.services.map(
      ({ name, stableCount, stableTaskDefinition }) =>
        `${name} with ${stableCount} task(s) of ${stableTaskDefinition}`,
    );
    const steps = plan(release).map(
      ({ weight, capacities }) => `${weight} % with ${Object.values(capacities).join(" + ")}`,
    );
    await journal(context, release, {
      text: `${stable} serves ${listed(serving)}; plan for ${release.candidate}: ${listed(steps)} task(s)`,
    });
    return { release };
  },
});
