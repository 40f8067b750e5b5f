import { z } from "zod";
import { person } from "../../deploy/person.ts";
import { behaviours } from "../../images/behaviour.ts";
import { imageManifest } from "../../images/manifest.ts";
import { upgrades } from "../../images/upgrade.ts";
import type { World } from "../../world/world.ts";

export const PushRequest = z.strictObject({
  region: z.string(),
  repository: z.string().min(1),
  behaviour: z.enum(behaviours),
  /** What the image's migration does. */
  upgrade: z.enum(upgrades).optional(),
});

/** Pushes an image of the next version that behaves and migrates as told, as `aws ecr put-image` does. */
export async function pushImage(
  world: World,
  { region, repository, behaviour, upgrade }: z.output<typeof PushRequest>,
): Promise<{ tag: string }> {
  const caller = { region, principal: person };
  const repositoryName = repository;
  const { imageIds = [] } = await world.call("ecr", "ListImages", { repositoryName }, caller);
  const tag = nextVersion(imageIds.flatMap(({ imageTag }) => imageTag ?? []));
  await world.call(
    "ecr",
    "PutImage",
    { repositoryName, imageTag: tag, imageManifest: imageManifest({ version: tag, behaviour, upgrade }) },
    caller,
  );
  return { tag };
}

/** The highest version with its last number one higher; v0.0.1 where there is none. */
export function nextVersion(tags: readonly string[]): string {
  const versions = tags.flatMap((tag) => {
    const [, ...numbers] = /^v(\d+)\.(\d+)\.(\d+)$/.exec(tag) ?? [];
    return numbers.length === 3 ? [numbers.map(Number)] : [];
  });
  const [major = 0, minor = 0, patch = 0] = versions.toSorted((a, b) => compare(a, b)).at(-1) ?? [];
  return `v${major}.${minor}.${patch + 1}`;
}

function compare(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((number, index) => number !== b[index]);
  return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
}
