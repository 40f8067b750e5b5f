import { releaseCutoverMatrix } from "./release-maintenance-cutover.ts";
import { matrixSuite } from "./suite.ts";

await matrixSuite(releaseCutoverMatrix, { part: 1, of: 1 });
