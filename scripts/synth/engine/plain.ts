import { relative } from "node:path";
import { asset } from "@pulumi/pulumi";
import { specialSecretSig, specialSigKey } from "@pulumi/pulumi/runtime/rpc.js";

/** Inputs as JSON: secrets unwrapped, files by their path in the tree. */
export function plain(inputs: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(inputs).map(([key, value]) => [key, plainValue(value)]));
}

function plainValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plainValue);
  if (typeof value !== "object" || value === null) return value;
  if (asset.Asset.isInstance(value) || asset.Archive.isInstance(value))
    return { asset: "path" in value ? relative(".", String(value.path)) : "text" in value ? value.text : "" };
  const record: Record<string, unknown> = Object.fromEntries(Object.entries(value));
  if (record[specialSigKey] === specialSecretSig) return plainValue(record.value);
  return plain(record);
}
