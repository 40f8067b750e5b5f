import type { Cloud } from "../cloud.ts";
import type { PlatformDocument } from "./document.ts";
import { person } from "./person.ts";

/** How the name of the secret ends in which the stacks keep a cache's URL. */
const cacheSecret = "/cache-url";

/** Opens the cache of each region that has one, and writes where it is into the secret that its Lambdas read. */
export async function openCaches({ world }: Cloud, { entries }: PlatformDocument): Promise<void> {
  const { caches } = world.plane;
  for (const { call } of entries) {
    if (!caches || call?.operation !== "CreateSecret") continue;
    const { Name } = call.input;
    if (typeof Name !== "string" || !Name.endsWith(cacheSecret)) continue;
    await world.call(
      "secretsmanager",
      "PutSecretValue",
      { SecretId: Name, SecretString: await caches.open(call.region) },
      { region: call.region, principal: person },
    );
  }
}
