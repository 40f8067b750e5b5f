import { NamedError } from "@signalbox/core/error";
import { readService } from "../release/allow.ts";
import { freeGroupAllows, insistOnFreeGroup } from "../runbook/free-group.ts";
import { lookStep } from "../runbook/look.ts";
import { groupsNamed, networksOf, subnetIn } from "./place.ts";
import { ZonePlan, ZoneRequest } from "./request.ts";
import { type Way, wanted } from "./way.ts";

/** Refuses while a group is being released, and where a service would be left without a zone. */
export const lookAtZone = (way: Way) =>
  lookStep({
    description:
      way === "out"
        ? "Reads which services may have tasks in the zone; refuses while one is being released, or has no other zone."
        : "Reads which services may have no tasks in the zone, and refuses while one is being released.",
    request: ZoneRequest,
    plan: ZonePlan,
    allow: [...freeGroupAllows, readService],
    look: async ({ zone, group: asked }, context) => {
      const subnet = subnetIn(context, zone);
      const groups = groupsNamed(context, asked === undefined ? undefined : [asked]);
      const moved: string[] = [];
      let tasks = 0;
      for (const group of groups) {
        await insistOnFreeGroup(context, group);
        for (const { service, subnets, desiredCount } of await networksOf(context, group)) {
          const change = wanted(way, subnets, subnet);
          if (!change) continue;
          if (change.length === 0)
            throw new NamedError(
              "Runbook.LastZone",
              `${service} stands in ${zone} alone: nothing else is left`,
            );
          moved.push(service);
          tasks += desiredCount;
        }
      }
      const plan = {
        zone,
        subnet,
        groups: groups.map(({ name }) => name),
        since: Math.floor(context.clock.now()),
      };
      return { sentence: sentenceOf(way, { zone, moved, tasks }), plan };
    },
  });

function sentenceOf(
  way: Way,
  {
    zone,
    moved,
    tasks,
  }: { readonly zone: string; readonly moved: readonly string[]; readonly tasks: number },
): string {
  const isOut = way === "out";
  if (moved.length === 0)
    return isOut ? `no service may have tasks in ${zone} already` : `every service may have tasks in ${zone}`;
  const many = `${tasks} task(s) of ${moved.join(", ")} are replaced by new ones`;
  return isOut
    ? `${many} outside ${zone}, each after a new one serves, until \`return-zone\` or the next deployment`
    : `${many}, spread over ${zone} as well, each after a new one serves`;
}
