/** `npm run diagrams`: the diagrams and counts of docs/architecture.md, from what the stacks register. */
import { readFileSync, writeFileSync } from "node:fs";
import { names } from "@signalbox/config/load";
import { architecturePage, architecturePath } from "./docs/diagrams/architecture.ts";
import { installPlatform } from "./synth/platform.ts";
import { synthesise } from "./synth/stage.ts";

await installPlatform();
await synthesise(names);
writeFileSync(architecturePath, architecturePage(readFileSync(architecturePath, "utf8")));
