import { ConfigurationDocument } from "@signalbox/core/backup/configuration/document";
import { manifestKey } from "@signalbox/core/backup/content/look";
import { digestsOf } from "@signalbox/functions/configuration/found-in";
import { tendBackups } from "@signalbox/functions/functions/tend-backups/function";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { onConfiguration, parameter, secretName, secretValue } from "./configuration.fixture.ts";
import { cutOff } from "./cut-off.fixture.ts";
import { names } from "./deployment.fixture.ts";
import { changesBy, dayMs, here, there } from "./points.fixture.ts";

test("the configuration is backed up as one document without the value of any secret, copied to the other region, and verified", () =>
  onConfiguration({ plainSecret: true }, async (on) => {
    const point = await on.backedUp();
    const text = await on.read(on.keyOf(point));
    expect(text).not.toContain(secretValue);
    const { parts } = ConfigurationDocument.parse(JSON.parse(text));
    expect(parts).toMatchObject({
      platform: { name: "signalbox" },
      machines: { [names.deployed("backup")]: { definition: expect.stringContaining("KeepConfiguration") } },
      taskDefinitions: {
        [on.service]: { arn: on.taskDefinition, content: { family: names.taskFamily("worker") } },
      },
      parameters: {
        [parameter]: { type: "String", value: "on" },
        [`/${names.prefix}/features/key`]: { type: "SecureString" },
      },
      secrets: { [secretName]: { versions: expect.anything(), rotates: false } },
    });
    expect(on.calls.filter(({ operation }) => operation === "GetSecretValue")).toEqual([]);
    const [source, other] = await on.points();
    expect(source).toMatchObject({ id: point, phase: "copied", made: { entries: expect.any(Number) } });
    expect(other).toMatchObject({
      copyOf: point,
      made: { region: there, expiresAt: (source?.capturedAt ?? 0) + 365 * dayMs },
    });
    expect(await on.read(on.keyOf(other?.id ?? ""), there)).toBe(text);
    expect(await on.manifest.ofCopy(other?.id ?? "")).toEqual(JSON.parse(await on.manifestOf(point)));
    expect(await on.verify("v1")).toMatchObject({ status: "SUCCEEDED" });
    expect((await on.points())[0]).toMatchObject({ id: point, phase: "verified" });
    expect(on.calls.filter(({ operation }) => operation === "Publish")).toEqual([]);
  }));

interface Ruinable {
  version: number;
  parts: { platform: object; parameters: Record<string, { value?: string }> };
}

describe("Given a point of the configuration that is ruined, then its verification says so by name, and the point counts no more:", () => {
  test.each<[string, string, (document: Ruinable) => void, { readonly manifest?: boolean }?]>([
    [
      "a value that was altered",
      "Backup.PartChanged",
      ({ parts }) => {
        parts.parameters[parameter] = { ...parts.parameters[parameter], value: "off" };
      },
    ],
    [
      "a part that is missing",
      "Backup.PartMissing",
      ({ parts }) => {
        delete parts.parameters[parameter];
      },
    ],
    [
      "a configuration that this version's schema refuses",
      "Backup.ConfigurationRefused",
      ({ parts }) => {
        parts.platform = { ...parts.platform, region: 1 };
      },
      { manifest: true },
    ],
    [
      "a document of another version",
      "Backup.ConfigurationRefused",
      (document) => {
        document.version = 2;
      },
    ],
    [
      "the value of a secret inside",
      "Backup.ConfigurationRefused",
      ({ parts }) => {
        parts.parameters[parameter] = {
          ...parts.parameters[parameter],
          value: "postgres://webui:x1y2@host/db",
        };
      },
      { manifest: true },
    ],
  ])("%s", (_, error, ruin, { manifest = false } = {}) =>
    onConfiguration({}, async (on) => {
      const point = await on.backedUp();
      const document = JSON.parse(await on.read(on.keyOf(point)));
      ruin(document);
      await on.write(on.keyOf(point), JSON.stringify(document));
      if (manifest) {
        const { content, ...rest } = JSON.parse(await on.manifestOf(point));
        const whole = { ...rest, content: { ...content, parts: digestsOf(document.parts) } };
        await on.write(manifestKey(point), JSON.stringify(whole));
      }
      expect(await on.verify("v1")).toMatchObject({ status: "FAILED", error });
      expect((await on.points())[0]).toMatchObject({ phase: "failed", problem: { error } });
    }),
  );
});

test("a document that is no JSON any more is a point whose parts are missing", () =>
  onConfiguration({}, async (on) => {
    const point = await on.backedUp();
    await on.write(on.keyOf(point), (await on.read(on.keyOf(point))).slice(0, -9));
    expect(await on.verify("v1")).toMatchObject({ status: "FAILED", error: "Backup.PartMissing" });
  }));

test("Given a step that is cut off anywhere, then there is one point, it is recorded once, and it is verified", () =>
  fc.assert(
    fc.asyncProperty(fc.nat(7), fc.constantFrom("before", "after"), async (n, when) => {
      const { guard } = cutOff(n, when, changesBy("backup"));
      await onConfiguration({ guards: [guard] }, async (on) => {
        const point = await on.backedUp();
        expect(await on.points()).toMatchObject([{ id: point, phase: "copied" }, { copyOf: point }]);
        expect((await on.keys(here)).filter((key) => key.startsWith("points/"))).toEqual([on.keyOf(point)]);
        expect(await on.verify("v1")).toMatchObject({ status: "SUCCEEDED" });
      });
    }),
    { numRuns: 4 },
  ));

test("the sweep adopts a document that no run recorded, has it copied and verified, and deletes it after its time", () =>
  onConfiguration({ functions: [tendBackups] }, async (on) => {
    const point = await on.backedUp();
    await on.forget(point);
    const sweep = async () => {
      await on.invoke(tendBackups.name);
      await on.clock.sleep(600_000);
    };
    for (let sweeps = 0; sweeps < 3; sweeps++) await sweep();
    const [source, copied] = await on.points();
    expect(source).toMatchObject({ id: point, phase: "verified" });
    expect(copied).toMatchObject({ copyOf: point });
    // The newest verified point of a class is never pruned: another one comes after it.
    await on.clock.sleep(3.1 * dayMs);
    await on.backedUp("b2");
    await sweep();
    expect(await on.keys(here)).toContain(on.keyOf(point));
    await on.clock.sleep(dayMs);
    await sweep();
    expect(await on.keys(here)).not.toContain(on.keyOf(point));
    expect((await on.points()).find(({ id }) => id === point)).toMatchObject({ phase: "expired" });
  }));
