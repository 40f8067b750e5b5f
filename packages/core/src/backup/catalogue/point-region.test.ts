import { expect, test } from "vitest";
import { regionOfPoint } from "./point-region.ts";

test.each([
  ["arn:aws:rds:eu-west-1:123456789012:cluster-snapshot:awsbackup:copyjob-1", "eu-west-1"],
  ["arn:aws:backup:us-east-1:123456789012:recovery-point:1", "us-east-1"],
  [
    "arn:aws:s3:::chat-backup-documents-123456789012-ap-southeast-1/points/configuration/1.json",
    "ap-southeast-1",
  ],
  ["arn:aws:s3:::somebody/else", ""],
])("%s lies in %s", (arn, region) => {
  expect(regionOfPoint(arn)).toBe(region);
});
