import { NamedError } from "@signalbox/core/error";
import type { Platform } from "@signalbox/core/platform/platform";
import { SetPlan } from "@signalbox/core/release/set/plan";
import { WavesRequest } from "@signalbox/core/release/set/request";
import { ReleaseSet } from "@signalbox/core/release/set/set";
import { z } from "zod";
import { setAllows } from "../../../release-set/allow.ts";
import { assessSet } from "../../../release-set/assess.ts";
import { step } from "../../../step.ts";

export const assess = step({
  name: "Assess",
  description:
    "Pins the image for all regions and has each release planned by its own region: where one would be refused, none is started.",
  input: z.strictObject({ request: z.record(z.string(), z.unknown()) }),
  output: z.strictObject({ dryRun: z.boolean(), set: ReleaseSet, plan: SetPlan }),
  allow: setAllows({ elsewhere: true }).assess,
  run: async ({ request }, context) => {
    const { success, data, error } = WavesRequest.safeParse(request);
    if (!success) throw new NamedError("Release.InvalidRequest", z.prettifyError(error));
    const { group, image, canary, dryRun, ...asked } = data;
    const migrates = migratesIn(context.platform, group);
    if (asked.force && !migrates)
      throw new NamedError(
        "Release.InvalidRequest",
        `releases of ${group} change no schema, so that no rehearsal chooses their strategy: leave force out`,
      );
    const [first, ...others] = regionsOf(context.platform, canary);
    if (migrates && first !== context.platform.region)
      throw new NamedError(
        "Release.InvalidRequest",
        `releases of ${group} may migrate the database, which is written in ${context.platform.region}: that region goes first`,
      );
    const member = (region: string) => ({ group, region, image, mark: region });
    const waves = [[member(first)], others.map(member)];
    const title = `Release ${group} in ${first}, then in ${others.join(" and ")}`;
    return { dryRun, ...(await assessSet(context, { ...asked, title, waves, migrates })) };
  },
});

/** Whether the image of a group owns the schema of the database that all regions share. */
const migratesIn = ({ groups }: Platform, name: string): boolean =>
  groups.some((group) => group.name === name && "upgrade" in group && group.upgrade !== undefined);

/** The regions in the order in which they are released. Throws `Release.NoOtherRegion`. */
function regionsOf(
  { region, role, elsewhere = [] }: Platform,
  canary = region,
): [first: string, ...others: string[]] {
  const all = [region, ...elsewhere];
  const refused = (why: string) => new NamedError("Release.NoOtherRegion", why);
  if (role !== "primary") throw refused(`${region} is not the primary region; start the waves there`);
  if (elsewhere.length === 0) throw refused(`the platform stands in ${region} alone`);
  if (!all.includes(canary)) throw refused(`the platform stands in ${all.join(", ")}, and not in ${canary}`);
  return [canary, ...all.filter((each) => each !== canary)];
}
