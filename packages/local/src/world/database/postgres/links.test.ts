import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { makeLinks } from "./links.ts";

test("a package that npm has installed without its scripts gets its links, once", () => {
  const folder = mkdtempSync(join(tmpdir(), "signalbox-links-"));
  mkdirSync(join(folder, "native", "lib"), { recursive: true });
  writeFileSync(join(folder, "native", "lib", "libpq.so.5.18"), "library");
  const links = ["libpq.so", "libpq.so.5"].map((name) => ({
    source: "native/lib/libpq.so.5.18",
    target: `native/lib/${name}`,
  }));
  writeFileSync(join(folder, "native", "pg-symlinks.json"), JSON.stringify(links));
  makeLinks(folder);
  makeLinks(folder);
  expect(readFileSync(join(folder, "native", "lib", "libpq.so"), "utf8")).toBe("library");
  expect(readFileSync(join(folder, "native", "lib", "libpq.so.5"), "utf8")).toBe("library");
  rmSync(folder, { recursive: true });
});
