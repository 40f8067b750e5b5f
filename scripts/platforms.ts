/** `npm run platforms [STAGE…]`: packages/local/platforms, what `npm start` creates, from what the stacks register. */
import { names } from "@signalbox/config/load";
import { installPlatform } from "./synth/platform.ts";
import { synthesise } from "./synth/stage.ts";
import { writeDocument } from "./translate/write.ts";

await installPlatform();
const wanted = process.argv.length > 2 ? process.argv.slice(2) : names;
await synthesise(wanted);
for (const stage of wanted) writeDocument(stage);
