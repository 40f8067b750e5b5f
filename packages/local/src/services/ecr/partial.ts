import type { Partials } from "../partial.ts";

export const partial: Partials<"ecr"> = {
  BatchGetImage: "no acceptedMediaTypes",
  CreateRepository: "no tags, scanning, encryption settings or exclusions from immutable tags",
  DescribeImages: "filter by tagStatus only",
  ListImages: "filter by tagStatus only",
  PutImage: "the manifest alone is kept: an image is a double, its layers need not exist",
};
