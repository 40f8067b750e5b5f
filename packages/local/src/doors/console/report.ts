import type { Report } from "@signalbox/core/ledger/records";
import type { Platform } from "@signalbox/core/platform/platform";
import type { World } from "../../world/world.ts";
import { ledgerOf } from "./ledger.ts";

/** The report of the release that an execution ran; null while there is none, and for what is no release. */
export async function reportOf(
  world: World,
  platforms: readonly Platform[],
  arn: string,
): Promise<{ readonly report: Report | null }> {
  const [, , , region, , , , run = ""] = arn.split(":");
  const platform = platforms.find((each) => each.region === region);
  if (!platform || run === "") return { report: null };
  for (const group of [...platform.groups.map(({ name }) => name), undefined]) {
    const ledger = ledgerOf(world, platform, group);
    const found = await ledger.run(run);
    if (found?.release.execution === arn) return { report: found.report ?? null };
    const refused = await ledger.refused(run);
    if (refused?.release.execution === arn) return { report: refused };
  }
  return { report: null };
}
