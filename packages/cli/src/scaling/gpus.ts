import { field } from "@signalbox/core/config/field";
import type { Gpu } from "@signalbox/core/scaling/fleet/gpu";
import { bounds } from "@signalbox/core/scaling/planner/family";
import { ReplicaProfile } from "@signalbox/core/scaling/profile";
import { z } from "zod";
import { parameter } from "../command.ts";
import { pairsHelp, parsePairs } from "../pairs.ts";
import { usageError } from "../user-error.ts";

/** What a type has beside a replica's figures. */
const Supply = z.strictObject({
  most: field(z.int().min(1).max(bounds.most), {
    description: "how many there can be, by quota or capacity",
    example: 4,
  }).default(bounds.most),
  spot: field(z.int().min(0).max(1), { description: "1 where it is bought on Spot", example: 1 }).default(0),
});
const Offered = z.strictObject({ ...ReplicaProfile.shape, ...Supply.shape });

const flag = "--gpu";
export const supplyHelp = (command: string): string => pairsHelp({ flag, schema: Supply, command });

/** Types of GPU, and what bounds all of them. */
export const gpuOptions = {
  gpu: parameter(
    "--gpu <name:field=value,field=value...>",
    "types of GPU, each with its price, what it does and how many there can be (below)",
    z.array(z.string()).default([]),
  ),
  budget: parameter(
    "--budget <usd>",
    "most that all --gpu together may cost in an hour",
    z.coerce.number().positive().optional(),
  ),
  spotShare: parameter(
    "--spot-share <number>",
    "share of the capacity of all --gpu that may be on Spot, 0 to 1; all unless said",
    z.coerce.number().min(0).max(1).optional(),
  ),
};

interface Bounds {
  readonly budget: number | undefined;
  readonly spotShare: number | undefined;
}

/** Reads `g5.xlarge:usdPerHour=1.006,most=4`. Throws usage errors. */
export function readGpus(typed: readonly string[], { budget, spotShare }: Bounds, command: string): Gpu[] {
  if (typed.length === 0 && (budget !== undefined || spotShare !== undefined))
    throw usageError(
      `${budget === undefined ? "--spot-share" : "--budget"} bounds types of GPU, and there is no --gpu`,
      "without types nothing is bounded",
      "name them, as in --gpu g5.xlarge:usdPerHour=1.006,most=4",
    );
  const gpus = typed.map((text) => {
    const [, name = "", figures = ""] = /^([^:=]+)(?::(.+))?$/.exec(text) ?? [];
    if (name === "")
      throw usageError(
        `--gpu cannot be "${text}"`,
        "it wants a name, and after a colon what differs",
        "write --gpu g5.xlarge:usdPerHour=1.006,most=4",
      );
    const { most, spot, ...profile } = parsePairs(
      { flag, schema: Offered, command },
      figures === "" ? [] : figures.split(","),
    );
    return { name, profile, most, spot: spot === 1 };
  });
  const twice = gpus.find(({ name }, index) => gpus.findIndex((one) => one.name === name) < index);
  if (twice)
    throw usageError(`--gpu names ${twice.name} twice`, "each has one price", "give the other another name");
  return gpus;
}
