import { DescribeImageScanFindingsCommand, type ECRClient } from "@aws-sdk/client-ecr";
import type { Scan } from "@signalbox/core/pipeline/scan";
import { unless } from "./unless.ts";

/** What ECR's scan of an image says; undefined where there has been none. */
export async function readScan(
  client: ECRClient,
  { repository, digest }: { readonly repository: string; readonly digest: string },
): Promise<Scan | undefined> {
  const found = await unless(
    "ScanNotFoundException",
    client.send(
      // Counts come with every page; the findings themselves are ECR's to show.
      new DescribeImageScanFindingsCommand({
        repositoryName: repository,
        imageId: { imageDigest: digest },
        maxResults: 1,
      }),
    ),
  );
  if (!found) return undefined;
  const { status = "PENDING", description } = found.imageScanStatus ?? {};
  return { status, description, counts: found.imageScanFindings?.findingSeverityCounts ?? {} };
}
