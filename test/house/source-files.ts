import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";

/** Every TypeScript file that git tracks or would track. */
export function sourceFiles(): readonly string[] {
  const listed = execFileSync(
    "git",
    ["ls-files", "--cached", "--others", "--exclude-standard", "*.ts", "*.tsx"],
    {
      encoding: "utf8",
    },
  );
  return listed.split("\n").filter((path) => path !== "" && existsSync(path));
}
