import { arnsOf } from "@signalbox/core/platform/arns";
import { namesOf } from "@signalbox/core/platform/names";
import { Platform } from "@signalbox/core/platform/platform";
import fc from "fast-check";
import { expect, test } from "vitest";
import { besideOf, insistOnBeside, instanceOf, nameOf } from "./beside.ts";

const arn = (rest: string): string => `arn:aws:${rest}`;
const platformOf = (name: string) =>
  Platform.parse({
    name,
    stage: "production",
    account: "123456789012",
    region: "us-east-1",
    ledgerTable: "ledger",
    idempotencyTable: "idempotency",
    reportTopicArn: arn("sns:us-east-1:123456789012:reports"),
    backup: {
      vault: "vault",
      roleArn: arn("iam::123456789012:role/backup"),
      restoreRoleArn: arn("iam::123456789012:role/restore"),
      keyArn: arn("kms:us-east-1:123456789012:key/1"),
      objectives: { rpoMs: 1, rtoMs: 1 },
      permanent: false,
      documents: "documents",
      database: { name: "app", adminSecret: "admin" },
      targets: { database: arn("rds:us-east-1:123456789012:cluster:app"), files: arn("s3:::files") },
      classes: [],
      copies: [],
    },
    groups: [],
  });

const names = fc.stringMatching(/^[a-z][a-z0-9]{1,60}$/);
const targets = fc.constantFrom("database" as const, "files" as const);

test("what a run restores into has names that AWS takes, and that its permissions cover", () => {
  fc.assert(
    fc.property(names, fc.string({ minLength: 1 }), targets, (name, run, target) => {
      const platform = platformOf(name);
      const beside = nameOf(besideOf(platform, run, target));
      expect(instanceOf(beside).length).toBeLessThanOrEqual(63);
      const kind = target === "database" ? "restoredDatabase" : "restoredFiles";
      const [covered = ""] = arnsOf(platform, kind);
      const pattern = new RegExp(`${covered.split(":").at(-1)?.replaceAll("?", ".")}$`);
      expect(beside).toMatch(pattern);
    }),
  );
});

test("the permissions on what is restored cover nothing that serves", () => {
  fc.assert(
    fc.property(names, fc.integer({ min: 1, max: 16 }), (name, instance) => {
      const platform = platformOf(name);
      const { database, bucket } = namesOf(platform);
      const serving = [
        `arn:aws:rds:us-east-1:123456789012:cluster:${database}`,
        `arn:aws:rds:us-east-1:123456789012:db:${database}-${instance}`,
        `arn:aws:s3:::${bucket("files", "123456789012", "us-east-1")}`,
      ];
      for (const pattern of [...arnsOf(platform, "restoredDatabase"), ...arnsOf(platform, "restoredFiles")]) {
        const covers = new RegExp(`^${pattern.replaceAll("?", ".").replaceAll("*", ".*")}$`);
        for (const one of serving) expect(one).not.toMatch(covers);
      }
    }),
  );
});

test("a run may touch what it has restored, and neither another run's nor what serves", () => {
  fc.assert(
    fc.property(
      names,
      fc.uniqueArray(fc.uuid(), { minLength: 2, maxLength: 2 }),
      targets,
      (name, runs, target) => {
        const platform = platformOf(name);
        const [mine = "", other = ""] = runs;
        insistOnBeside(platform, mine, besideOf(platform, mine, target));
        expect(() => insistOnBeside(platform, mine, besideOf(platform, other, target))).toThrow(
          "restores into",
        );
        const { database } = namesOf(platform);
        expect(() => insistOnBeside(platform, mine, { kind: "database", cluster: database })).toThrow(
          "restores into",
        );
      },
    ),
  );
});
