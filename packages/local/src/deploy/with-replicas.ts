import type { ReplicaProfile } from "@signalbox/core/scaling/profile";
import { z } from "zod";
import type { Entry, PlatformDocument } from "./document.ts";

export interface Replicas {
  /** Whose replicas are planned. */
  readonly service: string;
  readonly most: number;
  readonly profile: Partial<ReplicaProfile>;
}

/** As much of what the planner is told as is changed here. */
const Told = z.looseObject({
  services: z.array(
    z.looseObject({
      name: z.string(),
      profile: z.looseObject({}),
      bounds: z.looseObject({ most: z.int() }),
    }),
  ),
});

/** The same platform where a service may have so many replicas of such a kind. */
export const withReplicas = (document: PlatformDocument, replicas: Replicas): PlatformDocument => ({
  ...document,
  entries: document.entries.map((entry) => changed(entry, replicas)),
});

function changed(entry: Entry, { service, most, profile }: Replicas): Entry {
  const { call } = entry;
  const { ResourceId, Name, Value } = call?.input ?? {};
  if (!call) return entry;
  const withInput = (more: object): Entry => ({
    ...entry,
    call: { ...call, input: { ...call.input, ...more } },
  });
  const isTarget = call.operation === "RegisterScalableTarget" && typeof ResourceId === "string";
  if (isTarget && ResourceId.replace(/-(blue|green)$/, "").endsWith(`/${service}`))
    return withInput({ MaxCapacity: most });
  if (typeof Name !== "string" || !Name.endsWith("/inference") || typeof Value !== "string") return entry;
  const told = Told.parse(JSON.parse(Value));
  const services = told.services.map((one) =>
    one.name === service
      ? { ...one, profile: { ...one.profile, ...profile }, bounds: { ...one.bounds, most } }
      : one,
  );
  return withInput({ Value: JSON.stringify({ ...told, services }) });
}
