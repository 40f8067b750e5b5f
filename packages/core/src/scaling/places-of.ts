import type { Config } from "../config/config.ts";
import type { InferencePlaces } from "../platform/inference-places.ts";
import { holderService, holdsRequests } from "./hold/holders.ts";

/** What the planner of a region is told of a stage, from the configuration alone; undefined where nothing is planned. */
export function inferencePlacesOf(config: Config, region: string): InferencePlaces | undefined {
  const { inference, services } = config;
  const planned = Object.entries(inference.services).flatMap(([name, of]) => {
    const service = services[name];
    if (!service) return [];
    const { waitSeconds, latePercent } = of.objective;
    const to = of.spill?.to[region];
    return [
      {
        name,
        group: service.group,
        owned: of.owner === "planner",
        engine: of.engine,
        profile: of.profile,
        objective: { seconds: waitSeconds, late: latePercent / 100 },
        bounds: { least: service.scaling.min, most: service.scaling.max },
        drainSeconds: service.drainSeconds,
        ...(Object.keys(of.schedules).length > 0 && { schedules: of.schedules }),
        ...(holdsRequests(config, name) && {
          hold: { service: holderService(name), quietSeconds: of.hold.quietMinutes * 60 },
        }),
        ...(of.spill && to !== undefined && { spill: { to, mostShare: of.spill.mostPercent / 100 } }),
      },
    ];
  });
  if (planned.length === 0) return undefined;
  const { monthlyCapUsd } = inference;
  return { services: planned, ...(monthlyCapUsd !== undefined && { monthlyCapUsd }) };
}

/** Whether the planner sets the number of a service's tasks, so that no scaling policy may. */
export const ownsReplicas = ({ inference }: Config, service: string): boolean =>
  inference.services[service]?.owner === "planner";
