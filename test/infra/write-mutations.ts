/** `node test/infra/write-mutations.ts`: writes the list of mutations into docs/verification.md. */
import { readFileSync, writeFileSync } from "node:fs";
import { withMutations } from "./mutations-table.ts";

const path = "docs/verification.md";
writeFileSync(path, withMutations(readFileSync(path, "utf8")));
