/// <reference path="../.sst/platform/config.d.ts" />
import { pascalCase, type Scope } from "./scope";

// Not a static import: SST bundles its configuration to one file and reads it once before any provider is installed.
const { Image } = await import("@pulumi/docker-build");

export interface FirstImageArgs {
  /** A repository anywhere, such as `ghcr.io/open-webui/open-webui`, or a target of images/sidecars, built at this one's root. */
  readonly from: { readonly source: string } | { readonly target: string };
  readonly version: string;
  readonly repository: aws.ecr.Repository;
  /** Processors of the tasks that run it. */
  readonly platforms: ("linux/amd64" | "linux/arm64")[];
}

/**
 * Fills an empty repository with the image that the services start with, so that the first deployment of an empty account
 * ends with tasks that run. The machine that deploys pulls it and pushes it, for the processors of its tasks, as SST does for any
 * service of its own: it needs Docker with buildx, and some minutes for each region. It happens once; every later image
 * comes by a push and a release, whatever the configuration then says of the version.
 */
export function firstImage(
  scope: Scope,
  image: string,
  { from, version, repository, platforms }: FirstImageArgs,
) {
  const { provider } = scope.options();
  const token = aws.ecr.getAuthorizationTokenOutput({}, { provider });
  const uri = $interpolate`${repository.repositoryUrl}:${version}`;
  const pushed = new Image(
    scope.id(`${pascalCase(image)}FirstImage`),
    {
      ...("source" in from
        ? { dockerfile: { inline: `FROM ${from.source}:${version}\n` } }
        : {
            ...{ dockerfile: { location: "images/sidecars/Dockerfile" }, context: { location: "." } },
            target: from.target,
          }),
      platforms,
      tags: [uri],
      registries: [
        { address: token.proxyEndpoint, username: token.userName, password: $util.secret(token.password) },
      ],
      push: true,
      buildOnPreview: false,
    },
    // Credentials are new each time; the tag is immutable.
    {
      ignoreChanges: ["context", "dockerfile", "platforms", "registries", "tags", "target"],
      retainOnDelete: true,
    },
  );
  return { uri, pushed };
}
