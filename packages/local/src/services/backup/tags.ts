import type { Tags } from "../tags.ts";
import { type Backups, pointAnywhere, vaultOf } from "./backups.ts";

/** The tags of a vault or of a point in one, by its ARN. */
export async function tagsOf(backups: Backups, region: string, arn: string | undefined): Promise<Tags> {
  const name = /:backup-vault:(.+)$/.exec(arn ?? "")?.[1];
  return name === undefined
    ? (await pointAnywhere(backups, region, arn)).point.tags
    : (await vaultOf(backups, region, name)).tags;
}
