import { pruneMatrix } from "./prune.ts";
import { matrixSuite } from "./suite.ts";

await matrixSuite(pruneMatrix, { part: 1, of: 1 });
