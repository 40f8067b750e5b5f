import { createHash } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { random } from "../random.ts";
import type { FilePlane } from "./file-plane.ts";
import { type FileHarm, fileHarms, harmFiles } from "./harm.ts";

const text = (content: Uint8Array): string => Buffer.from(content).toString();

/** What every plane of files promises. */
export function contract(open: () => FilePlane): void {
  const filled = async (volume: string): Promise<FilePlane> => {
    const plane = open();
    await plane.create(volume);
    for (let index = 0; index < 12; index++)
      await plane.write(volume, `uploads/${index % 3}/${index}.txt`, Buffer.from(`content of ${index}`));
    return plane;
  };
  const digests = async (plane: FilePlane, volume: string): Promise<Map<string, string>> => {
    const entries = await plane.list(volume);
    return new Map(
      await Promise.all(
        entries.map(
          async ({ path }): Promise<[string, string]> => [
            path,
            createHash("sha256")
              .update(await plane.read(volume, path))
              .digest("hex"),
          ],
        ),
      ),
    );
  };

  test("what is written is read, listed by path and counted, until it is deleted", async () => {
    const plane = await filled("fs-1");
    await plane.write("fs-1", "uploads/0/0.txt", Buffer.from("other"));
    expect(text(await plane.read("fs-1", "uploads/0/0.txt"))).toBe("other");
    const listed = await plane.list("fs-1");
    expect(listed).toHaveLength(12);
    expect(listed.map(({ path }) => path)).toEqual(listed.map(({ path }) => path).toSorted());
    expect(listed[0]).toEqual({ path: "uploads/0/0.txt", sizeBytes: 5 });
    expect(await plane.sizeBytes("fs-1")).toBe(listed.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0));
    await plane.delete("fs-1", "uploads/0/0.txt");
    await plane.delete("fs-1", "uploads/0/0.txt");
    expect(await plane.list("fs-1")).toHaveLength(11);
    await expect(plane.read("fs-1", "uploads/0/0.txt")).rejects.toMatchObject({ name: "Files.NoFile" });
    await plane.remove("fs-1");
    expect(await plane.exists("fs-1")).toBe(false);
    await expect(plane.list("fs-1")).rejects.toMatchObject({ name: "Files.NoVolume" });
  });

  test("a copy is how its source was, and goes its own way", async () => {
    const plane = await filled("fs-2");
    await plane.copy("fs-2", "point-2");
    const before = await digests(plane, "point-2");
    expect(before).toEqual(await digests(plane, "fs-2"));
    await plane.write("fs-2", "uploads/1/1.txt", Buffer.from("changed"));
    await plane.delete("fs-2", "uploads/2/2.txt");
    expect(await digests(plane, "point-2")).toEqual(before);
    await plane.remove("fs-2");
    expect(await digests(plane, "point-2")).toEqual(before);
    await plane.remove("point-2");
  });

  test("a copy goes under a directory, in part where asked, and leaves the rest there as it is", async () => {
    const plane = await filled("fs-3");
    await plane.copy("fs-3", "fs-3", { under: "restored", only: ["uploads/1", "uploads/2/2.txt"] });
    const restored = (await plane.list("fs-3"))
      .map(({ path }) => path)
      .filter((path) => /^restored/.test(path));
    expect(restored).toEqual([
      "restored/uploads/1/1.txt",
      "restored/uploads/1/10.txt",
      "restored/uploads/1/4.txt",
      "restored/uploads/1/7.txt",
      "restored/uploads/2/2.txt",
    ]);
    expect(await plane.list("fs-3")).toHaveLength(17);
    await plane.remove("fs-3");
  });

  test("no path leads out of its volume", async () => {
    const plane = await filled("fs-4");
    for (const path of ["../fs-5/x", "/etc/passwd", "a//b", "", ".", "a/..", "a\0b"])
      await expect(plane.write("fs-4", path, Buffer.from("x"))).rejects.toMatchObject({
        name: "Files.BadPath",
      });
    await expect(plane.create("../fs-5")).rejects.toMatchObject({ name: "Files.BadPath" });
    await plane.remove("fs-4");
  });

  test("any bytes come back as they went", async () => {
    const plane = open();
    await plane.create("fs-6");
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (content) => {
        await plane.write("fs-6", "any", content);
        expect(Buffer.from(await plane.read("fs-6", "any")).equals(Buffer.from(content))).toBe(true);
      }),
      { numRuns: 30 },
    );
    await plane.remove("fs-6");
  });

  const changes: Readonly<Record<FileHarm, { readonly files: number; readonly same: number }>> = {
    empty: { files: 0, same: 0 },
    "missing-file": { files: 11, same: 11 },
    "changed-content": { files: 12, same: 11 },
    "truncated-file": { files: 12, same: 11 },
    "extra-file": { files: 13, same: 12 },
  };
  test.each(fileHarms)("harm: %s", async (harm) => {
    const plane = await filled("fs-7");
    await plane.copy("fs-7", "point-7");
    const [before, size] = [await digests(plane, "fs-7"), await plane.sizeBytes("fs-7")];
    await harmFiles(plane, "point-7", harm, random(7));
    const after = await digests(plane, "point-7");
    const same = [...after].filter(([path, digest]) => before.get(path) === digest);
    expect({ files: after.size, same: same.length }).toEqual(changes[harm]);
    if (harm === "changed-content") expect(await plane.sizeBytes("point-7")).toBe(size);
    expect(await digests(plane, "fs-7")).toEqual(before);
    await plane.remove("fs-7");
    await plane.remove("point-7");
  });
}
