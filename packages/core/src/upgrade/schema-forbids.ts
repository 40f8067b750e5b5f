import { z } from "zod";
import { NamedError } from "../error.ts";
import { UpgradeClass } from "./finding.ts";
import type { ReleaseUpgrade } from "./release-upgrade.ts";

/** What a promotion did to the database that what ran before does not bear. */
export const SchemaChange = z.object({
  class: UpgradeClass,
  /** When it was as what ran before left it. Milliseconds since 1970. */
  before: z.number(),
  why: z.string(),
});
export type SchemaChange = z.output<typeof SchemaChange>;

/** What a promoted upgrade leaves for the way back; undefined where the old version goes on as it did. */
export function schemaChangeOf(
  upgrade: ReleaseUpgrade | undefined,
  before: number,
): SchemaChange | undefined {
  if (!upgrade || upgrade.class === "none") return undefined;
  const [first = "the rehearsal found changes"] = upgrade.findings;
  if (upgrade.class === "breaking") return { class: "breaking", before, why: first };
  return upgrade.catchUp === 0
    ? undefined
    : {
        class: "additive",
        before,
        why: `${upgrade.catchUp} thing(s) that the new version keeps up would be missing in all that the old one writes`,
      };
}

/**
 * Why a release cannot be undone by its image alone, with the way that there is: the data of before, then the old image, which is
 * rehearsed on them as any other.
 */
export function schemaForbids(
  { class: of, before, why }: SchemaChange,
  { run, image }: { readonly run: string; readonly image: string | undefined },
): NamedError {
  const time = new Date(before).toISOString();
  return new NamedError(
    "Release.SchemaForbids",
    `release ${run} changed the database (${of}): ${why} The way back is a restore, and what was written since ${time} is lost by it: signalbox backup restore database --time ${time} --reason "…", then signalbox release with ${image ?? "the old image"}`,
    { before, class: of },
  );
}
