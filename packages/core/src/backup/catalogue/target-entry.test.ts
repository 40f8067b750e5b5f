import { expect, test } from "vitest";
import type { BackupPlaces } from "../../platform/backup-places.ts";
import type { Restoration } from "../run/restoration.ts";
import { targetEntry } from "./target-entry.ts";

const places = {
  targets: { database: "arn:aws:rds:us-east-1:1:cluster:chat", files: "arn:aws:s3:::chat.files" },
  objectives: { rpoMs: 1, rtoMs: 1 },
  permanent: true,
} as unknown as BackupPlaces; // of it nothing else is asked

const restoration = (change: Partial<Restoration>): Restoration => ({
  what: "database",
  run: "r1",
  execution: "arn:aws:states:us-east-1:1:execution:restore:r1",
  requestedBy: "ann",
  reason: "a table is gone",
  startedAt: "2026-11-22T10:00:00Z",
  phase: "ended",
  plan: [],
  phases: [],
  old: "chat.cluster-abc.us-east-1.rds.amazonaws.com",
  beside: "chat-r1",
  ...change,
});

const serves = (target: "database" | "files", ...restorations: readonly Restoration[]): string =>
  targetEntry({ target, continuous: undefined, restorations, verifications: [] }, { places, makes: true })
    .serves;

test("what serves is told by its name: the deployed one, what was restored, and after a way back the old again", () => {
  expect(serves("database")).toBe("chat");
  expect(serves("database", restoration({ outcome: "failed" }))).toBe("chat");
  expect(serves("database", restoration({ phase: "keeping-old" }))).toBe("chat-r1");
  expect(serves("database", restoration({ outcome: "gone-back" }))).toBe("chat");
  const files = { what: "files", old: "chat.files", outcome: "gone-back" } as const;
  expect(serves("files", restoration(files))).toBe("chat.files");
});
