/** `npm run docs`: writes docs/workflows.md and docs/errors.md from the registry and the error tables. */
import { writeFileSync } from "node:fs";
import { generatedDocs } from "./docs/generated.ts";

for (const [path, text] of Object.entries(generatedDocs())) writeFileSync(path, text);
