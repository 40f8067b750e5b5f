import { expect, test } from "vitest";
import { readGraph } from "../../scripts/synth/graph.ts";
import { broken, inContainer, type Mutation, set, the } from "./mutation.ts";
import { gpuPools } from "./promises/gpu-pools.ts";

test.each<[string, Mutation["mutate"], RegExp]>([
  [
    "a task that asks for no GPU",
    (all) => inContainer(the(all, "UsEast1VllmTask"), ({ resourceRequirements: _, ...serving }) => serving),
    /asks for GPUs that it is not to have/,
  ],
  [
    "a task of Fargate",
    (all) => set(the(all, "UsEast1VllmTask"), "requiresCompatibilities", ["FARGATE"]),
    /runs where its service does not/,
  ],
  [
    "a pool that the cluster does not know",
    (all) =>
      set(the(all, "UsEast1ClusterCapacity"), "capacityProviders", [
        "FARGATE",
        "FARGATE_SPOT",
        "signalbox-vllm-gpu-gpu-on-demand",
      ]),
    /is placed on signalbox-vllm-gpu-gpu-spot, which is not its own/,
  ],
])("%s is found where a service has a pool", async (_, mutate, found) => {
  const graph = readGraph("vllm-gpu");
  expect(await gpuPools.check(graph)).toEqual([]);
  const mutation = { name: "its capacity is changed", breaks: gpuPools, mutate };
  expect(await gpuPools.check(broken(graph, mutation))).toEqual([expect.stringMatching(found)]);
});

test("instances of a pool stand by with their images, are drained when they are taken back, and end only without tasks", () => {
  const { resources } = readGraph("vllm-gpu");
  const of = (name: string) => resources.find((one) => one.name === name)?.inputs;
  const script = Buffer.from(String(of("UsEast1GpuOnDemandTemplate")?.userData), "base64").toString();
  for (const line of [
    "ECS_CLUSTER=signalbox-vllm-gpu",
    "ECS_WARM_POOLS_CHECK=true",
    "ECS_ENABLE_SPOT_INSTANCE_DRAINING=true",
    "for family in signalbox-vllm-gpu-vllm;",
    "--auto-scaling-group-name signalbox-vllm-gpu-gpu-on-demand",
  ])
    expect(script).toContain(line);
  // Equal, the two make the pool's size absolute; else it would shrink with each instance that runs.
  expect(of("UsEast1GpuOnDemandGroup")).toMatchObject({
    warmPool: { poolState: "Stopped", minSize: 1, maxGroupPreparedCapacity: 1 },
    protectFromScaleIn: true,
  });
  expect(of("UsEast1GpuSpotGroup")).not.toHaveProperty("warmPool");
  expect(of("UsEast1GpuSpotCapacity")).toMatchObject({
    autoScalingGroupProvider: { managedDraining: "ENABLED", managedTerminationProtection: "ENABLED" },
  });
});
