import type { Partials } from "../partial.ts";

export const partial: Partials<"s3"> = {
  CreateBucket: "names without dots; a bucket answers in every region",
  PutObject:
    "whole objects, whose keys are paths of files; checksums are taken and not compared; conditions other than IfNoneMatch, ACLs, tags and storage classes are refused",
  PutBucketReplication: "whole versions and deletion markers, by prefix; what was there before is not copied",
  GetObject: "the whole object: ranges and conditions are refused",
  ListObjectVersions: "in one page",
};
