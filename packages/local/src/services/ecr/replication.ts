import type { ReplicationRule } from "@aws-sdk/client-ecr";
import type { Regional } from "../regional.ts";
import type { Input, Output } from "../service.ts";
import { refuseUnsupported, unsupported } from "../supported.ts";
import type { Teller } from "./image-event.ts";
import { createRepository } from "./repositories.ts";
import type { Registry, StoredImage } from "./repository.ts";

/** AWS says "less than 30 minutes" of most images, and copies layers; here there is a manifest alone. */
const lastsMs = 5_000;

/** One configuration a registry and region; what was pushed before it is not copied. */
export function putReplicationConfiguration(
  registry: Registry,
  input: Input<"ecr", "PutReplicationConfiguration">,
): Output<"ecr", "PutReplicationConfiguration"> {
  refuseUnsupported("PutReplicationConfiguration", input, ["replicationConfiguration"]);
  const { rules = [] } = input.replicationConfiguration ?? {};
  for (const { destinations = [] } of rules)
    for (const { registryId } of destinations)
      if (registryId !== registry.id)
        throw unsupported("PutReplicationConfiguration", `the registry ${registryId}, of another account`);
  registry.replication = rules;
  return { replicationConfiguration: { rules } };
}

/** Copies an image that was pushed to where the region's rules want it. */
export function replicate(
  teller: Teller,
  registries: Regional<Registry>,
  pushed: {
    readonly region: string;
    readonly repository: string;
    readonly image: StoredImage;
    readonly tag: string | undefined;
  },
): void {
  const { world } = teller;
  const rules = registries(pushed.region).replication.filter((rule) => concerns(rule, pushed.repository));
  for (const { destinations = [] } of rules)
    for (const { region = "" } of destinations)
      world.background(`replication of ${pushed.repository} to ${region}`, async () => {
        await world.clock.sleep(lastsMs);
        arrive(teller, registries(region), region, pushed);
      });
}

const concerns = ({ repositoryFilters = [] }: ReplicationRule, name: string): boolean =>
  repositoryFilters.length === 0 || repositoryFilters.some(({ filter = "" }) => name.startsWith(filter));

/** https://docs.aws.amazon.com/AmazonECR/latest/userguide/replication.html: a repository that is missing is made. */
function arrive(
  { world, random }: Teller,
  registry: Registry,
  region: string,
  { region: from, repository: repositoryName, image, tag }: Parameters<typeof replicate>[2],
): void {
  const now = new Date(world.clock.now());
  if (!registry.repositories.has(repositoryName))
    createRepository(registry, { repositoryName }, { region }, now);
  const { images } = registry.repository({ repositoryName });
  const copy = images.get(image.digest) ?? { ...image, pushedAt: now, tags: new Set<string>() };
  if (tag !== undefined) {
    for (const { tags } of images.values()) tags.delete(tag);
    copy.tags.add(tag);
  }
  images.set(image.digest, copy);
  world.events.publish({
    version: "0",
    id: random.uuid(),
    "detail-type": "ECR Replication Action",
    source: "aws.ecr",
    account: world.account,
    time: now.toISOString().replace(/\.\d+Z$/, "Z"),
    region,
    resources: [`arn:aws:ecr:${region}:${world.account}:repository/${repositoryName}`],
    detail: {
      result: "SUCCESS",
      "repository-name": repositoryName,
      "image-digest": image.digest,
      "source-account": world.account,
      "action-type": "REPLICATE",
      "source-region": from,
      "image-tag": tag ?? "",
    },
  });
}
