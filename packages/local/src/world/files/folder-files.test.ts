import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { contract } from "./contract.fixture.ts";
import { folderFiles } from "./folder-files.ts";

const folder = mkdtempSync(join(tmpdir(), "signalbox-files-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const open = (temporary = false) => folderFiles({ folder, hold: (work) => work, temporary });
const plane = open();
contract(() => plane);

test("another process finds the files where they lie, and they outlive this one", async () => {
  await plane.create("kept");
  await plane.write("kept", "a/b.txt", Buffer.from("here"));
  expect(readFileSync(join(plane.folder("kept") ?? "", "a/b.txt"), "utf8")).toBe("here");
  await plane.stop();
  expect(await open().list("kept")).toEqual([{ path: "a/b.txt", sizeBytes: 4 }]);
});

test("temporary files go with the process", async () => {
  await open().create("gone");
  await open(true).stop();
  expect(await open().exists("gone")).toBe(false);
});
