import { releaseTurnsMatrix } from "./release-turns.ts";
import { matrixSuite } from "./suite.ts";

await matrixSuite(releaseTurnsMatrix, { part: 1, of: 1 });
