import type { ExecutionDocument } from "@signalbox/core/console/documents";
import { expect, test } from "vitest";
import { releaseMarks } from "./marks.ts";

const release = (repository: string, tag: string, rest: Partial<ExecutionDocument>): ExecutionDocument => ({
  arn: tag,
  region: "us-east-1",
  machine: "signalbox-release",
  name: tag,
  status: "RUNNING",
  started: "1970-01-01T00:01:00Z",
  input: JSON.stringify({ image: { repository, tag } }),
  current: [],
  redriveStatus: "",
  redriveCount: 0,
  ...rest,
});

test("a release is marked where it began, and where and how it ended", () => {
  const marks = releaseMarks(
    [
      release("web", "v1", { status: "SUCCEEDED", stopped: "1970-01-01T00:02:00Z" }),
      release("web", "v2", { status: "FAILED", stopped: "1970-01-01T00:03:00Z" }),
      release("web", "v3", {}),
      release("other", "v9", {}),
      { ...release("", "", {}), input: "{}" },
    ],
    "web",
  );
  expect(marks.map(({ at, label }) => [at, label])).toEqual([
    [60, "▸ v1"],
    [120, "✓ v1"],
    [60, "▸ v2"],
    [180, "✗ v2"],
    [60, "▸ v3"],
  ]);
});
