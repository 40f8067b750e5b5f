import type { Partials } from "../partial.ts";

export const partial: Partials<"ecr"> = {
  BatchGetImage: "no acceptedMediaTypes",
  CreateRepository: "no tags, encryption settings or exclusions from immutable tags",
  DescribeImageScanFindings:
    "basic scanning on push alone; counts by severity, no single findings, no event when it is done",
  DescribeImages: "filter by tagStatus only",
  ListImages: "filter by tagStatus only",
  PutImage: "the manifest alone is kept: an image is a double, its layers need not exist",
};
