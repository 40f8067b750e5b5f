/** `npm run docs`: writes the generated pages of docs/ from the registry, the error tables, the services and the schema of the configuration. */
import { writeFileSync } from "node:fs";
import { generatedDocs } from "./docs/generated.ts";

for (const [path, text] of Object.entries(generatedDocs())) writeFileSync(path, text);
