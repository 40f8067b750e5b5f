/** `npm run docs`: writes docs/workflows.md, docs/errors.md and docs/local-cloud.md from the registry, the error tables and the services. */
import { writeFileSync } from "node:fs";
import { generatedDocs } from "./docs/generated.ts";

for (const [path, text] of Object.entries(generatedDocs())) writeFileSync(path, text);
