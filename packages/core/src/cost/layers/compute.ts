import { heldServices, holderSize, holderTasks } from "../../scaling/hold/holders.ts";
import { sized } from "../inventory.ts";
import type { Line, Place } from "../item.ts";
import { hoursPerMonth, type PriceId } from "../prices.ts";

export function computeLines(place: Place): readonly Line[] {
  const { config, has, usage } = place;
  return [
    // What runs on instances of GPU pools is not Fargate's; its prices are those of the profiles.
    ...Object.entries(config.services).flatMap(([name, service]) =>
      service.gpu ? [] : taskLines(place, name, service),
    ),
    ...heldServices(config).flatMap(holderLines),
    { what: "images", quantity: has.repositories * usage.imagesGb, price: "ecr-storage" },
  ];
}

/** It stands at night too. */
function holderLines(name: string): readonly Line[] {
  const hours = holderTasks * hoursPerMonth;
  const { cpu, memory, architecture } = holderSize;
  const line = (part: "vcpu" | "memory", each: number): Line => ({
    what: `what holds requests for ${name}, ${part === "vcpu" ? "vCPU" : "memory"}`,
    quantity: hours * each,
    price: `fargate-${architecture}-${part}`,
  });
  return [line("vcpu", cpu / 1024), line("memory", memory / 1024)];
}

/** Tasks of a service that run while the platform is awake. */
export function averageTasks({ config, region, usage }: Place, service: Place["config"]["services"][string]) {
  const { sides, least } = sized(config, region, service);
  // A morning brings each ECS service back with one task, whatever its least was at first.
  const from = config.nightShutdown ? sides : least;
  const most = Math.max(from, service.scaling.max);
  return Math.min(most, (from * usage.tasksPercent) / 100);
}

function taskLines(
  place: Place,
  name: string,
  service: Place["config"]["services"][string],
): readonly Line[] {
  const { usage, awake } = place;
  const hours = averageTasks(place, service) * hoursPerMonth * awake;
  const spot = service.spotPercent / 100;
  const kinds = [
    { of: "", share: 1 - spot },
    { of: " on Spot", share: spot },
  ];
  const priced = { vcpu: service.cpu / 1024, memory: service.memory / 1024 };
  return kinds.flatMap(({ of, share }) =>
    share === 0
      ? []
      : (["vcpu", "memory"] as const).map(
          (part): Line => ({
            what: `tasks of ${name}${of}, ${part === "vcpu" ? "vCPU" : "memory"}`,
            quantity: hours * share * priced[part],
            price: `fargate-${service.architecture}-${part}` satisfies PriceId,
            ...(of !== "" && {
              discount: usage.spotDiscountPercent / 100,
              note: `Spot taken at ${usage.spotDiscountPercent} % below the list price; it moves`,
            }),
          }),
        ),
  );
}
