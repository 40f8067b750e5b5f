import { createHash } from "node:crypto";
import { bracket } from "@signalbox/core/backup/content/bracket";
import { findingsOf } from "@signalbox/core/backup/content/compare";
import { foundIn, LookDocument, Looked, type LookRequest } from "@signalbox/core/backup/content/look";
import { Manifest } from "@signalbox/core/backup/content/manifest";
import { databaseManifestOf } from "@signalbox/core/backup/content/manifest-of";
import type { Call, Guard } from "@signalbox/local/gate/gate";
import { AwsError } from "@signalbox/local/services/error";
import { expect, test } from "vitest";
import { byRole, onVaults, person, type Vaults } from "./backup.fixture.ts";
import { insertChat } from "./chat-database.fixture.ts";
import { cutOff } from "./cut-off.fixture.ts";

const atDatabase = { kind: "database", cluster: "signalbox-development" } as const;
const minutes = 60_000;

/** One look, as the workflow answers it. */
async function ended(vaults: Vaults, request: Omit<LookRequest, "run">, name: string = request.look) {
  const arn = await vaults.startWorkflow("look-at-contents", name, { run: "r1", ...request });
  return { arn, ...(await vaults.ending(arn)) };
}

async function look(vaults: Vaults, request: Omit<LookRequest, "run">, name?: string) {
  const { arn, status, output } = await ended(vaults, request, name);
  expect(status).toBe("SUCCEEDED");
  const looked = Looked.parse(JSON.parse(output ?? ""));
  const object = { Bucket: vaults.documents, Key: looked.document };
  const { Body } = await vaults.world.call("s3", "GetObject", object, person);
  // Inside of the cloud a body is its bytes.
  const document = LookDocument.parse(JSON.parse(Buffer.from(Body as unknown as Uint8Array).toString()));
  return { arn, looked, document, found: foundIn(document) };
}

const byLook = (call: Call): boolean => byRole("look-at-contents", call);
const getsFiles = ({ operation, input }: Call): boolean =>
  operation === "GetObject" && "Key" in input && String(input.Key).startsWith("uploads/");
/** Every object takes so long. */
const slow = (vaults: () => Vaults | undefined, ms: number): Guard => {
  return async (call, next) => {
    if (getsFiles(call)) await vaults()?.clock.sleep(ms);
    return await next(call);
  };
};

test("two looks at a database make a manifest that holds what nobody wrote to meanwhile", () =>
  onVaults({ rows: 40 }, async (vaults) => {
    const first = await look(vaults, { look: "before", at: atDatabase });
    expect(first.looked).toMatchObject({ entries: 40, document: "looks/r1/before.json" });
    const { transaction } = first.looked;
    await vaults.database!.transact([
      insertChat("late"),
      { kind: "update", table: "chat", key: "c1", row: { title: "renamed" } },
    ]);
    const second = await look(vaults, { look: "after", at: atDatabase, transaction });
    expect(second.looked).toMatchObject({ entries: 41, transaction });
    const manifestOf = ({ document, found }: typeof first) => {
      if (found.kind !== "database") throw new Error("of a database");
      const { takenAt } = document;
      return Manifest.parse({ version: 1, run: "r1", takenAt, content: databaseManifestOf(found) });
    };
    const manifest = bracket(manifestOf(first), manifestOf(second));
    const findings = async (name: string) => {
      const { found } = await look(vaults, { look: "serving", at: atDatabase, transaction }, name);
      if (found.kind !== "database") throw new Error("of a database");
      const how = { askedFor: 0, rpoMs: 1, exact: true };
      return findingsOf(manifest, { ...found, canaryAt: 0 }, how).map(({ error }) => error);
    };
    expect(await findings("as-it-was")).toEqual([]);
    await vaults.database!.transact([{ kind: "delete", table: "chat", key: "c7" }]);
    expect(await findings("without-a-row")).toEqual(["Backup.TableTruncated"]);
  }));

test("a look changes nothing of what it looks at, and leaves its document alone behind", () =>
  onVaults({ rows: 3, store: "bucket" }, async (vaults) => {
    await look(vaults, { look: "before", at: atDatabase });
    await look(vaults, { look: "after", at: { kind: "files", bucket: vaults.bucket } });
    const changed = vaults.calls.filter(
      (call) => byLook(call) && call.service !== "dynamodb" && !/^(Describe|Get|List)/.test(call.operation),
    );
    expect(changed.map(({ operation, input }) => [operation, "Bucket" in input && input.Bucket])).toEqual([
      ["PutObject", vaults.documents],
      ["PutObject", vaults.documents],
      ["DeleteObject", vaults.documents],
    ]);
    const listed = await vaults.world.call("s3", "ListObjectsV2", { Bucket: vaults.documents }, person);
    expect(listed.Contents?.map(({ Key }) => Key)).toEqual(["looks/r1/after.json", "looks/r1/before.json"]);
  }));

test("Given a bucket for which one Lambda has no time, then others go on where it ended", () => {
  let vaults: Vaults | undefined;
  return onVaults(
    { store: "bucket", files: 40, guards: [slow(() => vaults, 6 * minutes)] },
    async (given) => {
      vaults = given;
      const seen = await look(given, { look: "before", at: { kind: "files", bucket: given.bucket } });
      if (seen.found.kind !== "files") throw new Error("of files");
      const sha256 = (at: number) => createHash("sha256").update(`the content of ${at}`).digest("hex");
      expect(Object.keys(seen.found.files)).toHaveLength(40);
      expect(seen.found.files["uploads/39"]).toEqual({ sha256: sha256(39), bytes: 17 });
      expect(seen.looked.entries).toBe(40);
      const slices = given.calls.filter(
        (call) => call.operation === "PutObject" && JSON.stringify(call.input).includes("before.json"),
      );
      expect(slices).toHaveLength(2);
    },
  );
});

test("an object that its key does not open is told as such, and one that goes meanwhile is not there", () => {
  const refusing: Guard = (call, next) => {
    if (getsFiles(call) && JSON.stringify(call.input).includes("uploads/1"))
      throw new AwsError("AccessDenied", "not authorized to perform: kms:Decrypt on this resource");
    if (getsFiles(call) && JSON.stringify(call.input).includes("uploads/2"))
      throw new AwsError("NoSuchKey", "The specified key does not exist.", { statusCode: 404 });
    return next(call);
  };
  return onVaults({ store: "bucket", guards: [refusing] }, async (vaults) => {
    const { found } = await look(vaults, { look: "before", at: { kind: "files", bucket: vaults.bucket } });
    if (found.kind !== "files") throw new Error("of files");
    expect(found.files).toEqual({
      "uploads/0": expect.objectContaining({ bytes: 16 }),
      "uploads/1": { unreadable: expect.stringContaining("kms:Decrypt") },
    });
  });
});

test.each([
  ["a cluster that is gone", { kind: "database", cluster: "signalbox-development-r00000000" }],
  ["a bucket that is gone", { kind: "files", bucket: "signalbox-development-restored-00000000" }],
] as const)("Given %s, then it is Backup.NotLookedAt at the first try", (_, at) =>
  onVaults({ rows: 1 }, async (vaults) => {
    expect(await ended(vaults, { look: "beside", at })).toMatchObject({ error: "Backup.NotLookedAt" });
    expect(
      vaults.calls.filter((call) => call.service === "lambda" && call.operation === "Invoke"),
    ).toHaveLength(1);
  }),
);

test("Given an object that no Lambda can read in its time, then it is Backup.NotLookedAt", () => {
  let vaults: Vaults | undefined;
  return onVaults({ store: "bucket", guards: [slow(() => vaults, 20 * minutes)] }, async (given) => {
    vaults = given;
    const at = { kind: "files", bucket: given.bucket } as const;
    expect(await ended(given, { look: "before", at })).toMatchObject({ error: "Backup.NotLookedAt" });
  });
});

test("Given a database that does not answer for a minute, then it is looked at when it does", () =>
  onVaults({ rows: 2 }, async (vaults) => {
    await vaults.database!.kill();
    const ending = look(vaults, { look: "before", at: atDatabase });
    await vaults.clock.sleep(60_000);
    await vaults.database!.start();
    expect((await ending).looked.entries).toBe(2);
  }));

test.each([
  ["database", "before"],
  ["files", "before"],
  ["files", "after"],
] as const)(
  "Given a Lambda that looks at %s and is cut off %s its document is written, then it looks again",
  (kind, when) => {
    const writes = (call: Call): boolean => byLook(call) && call.operation === "PutObject";
    const { guard, cut } = cutOff(0, when, writes);
    return onVaults({ rows: 2, files: 2, store: "bucket", guards: [guard] }, async (vaults) => {
      const at = kind === "database" ? atDatabase : { kind, bucket: vaults.bucket };
      expect((await look(vaults, { look: "before", at })).looked.entries).toBe(2);
      expect(cut()).toBeDefined();
    });
  },
);
