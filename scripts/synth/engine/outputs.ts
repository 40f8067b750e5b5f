import { declaredOutputs } from "./declared.ts";
import { Made, type Registered } from "./made.ts";
import { applications } from "./outputs/applications.ts";
import { containers } from "./outputs/containers.ts";
import { edge } from "./outputs/edge.ts";
import { identity } from "./outputs/identity.ts";
import { network } from "./outputs/network.ts";
import { operations } from "./outputs/operations.ts";
import { storage } from "./outputs/storage.ts";
import { unknownOutput } from "./unknown.ts";

const tables = {
  ...applications,
  ...containers,
  ...edge,
  ...identity,
  ...network,
  ...operations,
  ...storage,
};

/** What AWS would answer for a resource: its id, and every text that the provider's types promise. */
export function outputsOf(registered: Registered): Record<string, unknown> {
  const { type, name, inputs, region } = registered;
  if (type.startsWith("pulumi:providers:")) return { id: name };
  const made = new Made(registered);
  const outputs: Record<string, unknown> = { id: unknownOutput(type, name, "id"), ...tables[type]?.(made) };
  for (const { property, list } of declaredOutputs(type)) {
    if (inputs[property] !== undefined || outputs[property] !== undefined) continue;
    if (property === "name") outputs.name = made.named();
    else if (property === "region") outputs.region = region;
    else
      outputs[property] = list ? [unknownOutput(type, name, property)] : unknownOutput(type, name, property);
  }
  return outputs;
}
