import type { InfraPromise } from "../promise.ts";
import { configOf } from "../view/config.ts";
import { ofType, unless, valueIn } from "../view/resources.ts";
import { textsWithin } from "../view/values.ts";

export const repositories: InfraPromise = {
  name: "images are scanned, immutable, and in every region",
  check: (graph) => {
    const all = ofType(graph, "aws:ecr/repository:Repository");
    const regions = configOf(graph).regions.map(({ region }) => region);
    const [primary, ...standbys] = regions;
    const replicated = new Set(
      ofType(graph, "aws:ecr/replicationConfiguration:ReplicationConfiguration").flatMap((one) => [
        ...textsWithin(valueIn(one, "replicationConfiguration")),
      ]),
    );
    return [
      ...(all.some(({ region }) => region === primary) ? [] : [`${primary} has no repository`]),
      ...all.flatMap((one) => [
        ...unless(valueIn(one, "imageScanningConfiguration.scanOnPush") === true, one, "does not scan"),
        ...unless(
          String(valueIn(one, "imageTagMutability")).startsWith("IMMUTABLE"),
          one,
          "lets a tag change",
        ),
      ]),
      ...standbys
        .filter((region) => !replicated.has(region))
        .map((region) => `images are not replicated to ${region}`),
    ];
  },
};
