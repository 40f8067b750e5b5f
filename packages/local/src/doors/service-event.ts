import { z } from "zod";
import type { AwsEvent, World } from "../world/world.ts";

const ServiceEvent = z.strictObject({
  version: z.literal("0").default("0"),
  id: z.string().optional(),
  "detail-type": z.string().min(1),
  source: z
    .string()
    .startsWith("aws.", { error: "only AWS services' own events: for others there is PutEvents" }),
  account: z.string().optional(),
  time: z.string().optional(),
  region: z.string().optional(),
  resources: z.array(z.string()).default([]),
  detail: z.record(z.string(), z.unknown()),
});

type Here = Pick<World, "account" | "regions" | "clock" | "random">;

/**
 * Reads an event as AWS documents it. Its account, id and time are made this cloud's own, and its region too when this
 * cloud does not have it: samples come from elsewhere. Throws an Error that names the field at fault.
 */
export function parseServiceEvent(body: string, world: Here): AwsEvent {
  const parsed = ServiceEvent.safeParse(parseJson(body));
  if (!parsed.success) throw new Error(`not an event of an AWS service: ${z.prettifyError(parsed.error)}`);
  const { region = "" } = parsed.data;
  const [home = region] = world.regions;
  return {
    ...parsed.data,
    id: world.random.uuid(),
    account: world.account,
    time: new Date(world.clock.now()).toISOString().replace(/\.\d{3}Z$/, "Z"),
    region: world.regions.includes(region) ? region : home,
  };
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch (cause) {
    throw new Error(`not JSON: ${cause instanceof Error ? cause.message : cause}`);
  }
}
