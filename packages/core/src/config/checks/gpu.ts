import type { Finding } from "../problem.ts";
import { exists } from "./catalogue.ts";
import { check } from "./check.ts";

export const gpuPoolsExist = check(
  "each service with a GPU names a pool that there is",
  ["services", "inference"],
  function* ({ services, inference }) {
    const names = inference.pools.map(({ name }) => name);
    for (const [name, { gpu }] of Object.entries(services))
      if (gpu) yield* exists(["services", name, "gpu", "pool"], gpu.pool, "pool", names);
  },
);

export const poolsApart = check(
  "each GPU pool has a name of its own",
  ["inference"],
  function* ({ inference: { pools } }) {
    for (const [index, { name }] of pools.entries())
      if (pools.findIndex((one) => one.name === name) < index)
        yield {
          path: ["inference", "pools", index, "name"],
          wrong: `another pool is called ${name}`,
          allowed: "a name that no other pool has",
        };
  },
);

/** AWS has its image for ECS with NVIDIA's driver for x86 alone. */
export const gpuTasksFitPools = check(
  "a service with a GPU is built for x86, and leaves Spot to its pool",
  ["services"],
  function* ({ services }) {
    for (const [name, { gpu, architecture, spotPercent }] of Object.entries(services)) {
      if (!gpu) continue;
      const fault = (field: string, wrong: string, allowed: string): Finding => ({
        path: ["services", name, field],
        wrong,
        allowed,
      });
      if (architecture !== "x86_64")
        yield fault("architecture", "instances of GPU pools have x86 processors", "x86_64");
      if (spotPercent > 0)
        yield fault("spotPercent", "it is the share on Fargate Spot", "inference.pools[].spotPercent");
    }
  },
);

export const standbyIsOnDemand = check(
  "what stands by is on demand",
  ["inference"],
  function* ({ inference: { pools } }) {
    for (const [index, { spotPercent, standby }] of pools.entries())
      if (standby > 0 && spotPercent === 100)
        yield {
          path: ["inference", "pools", index, "standby"],
          wrong: "all of the pool is on Spot, which EC2 keeps no stopped instances of",
          allowed: "0, or a spotPercent below 100",
        };
  },
);
