import { backupMatrix } from "./backup.ts";
import { matrixSuite } from "./suite.ts";

await matrixSuite(backupMatrix, { part: 1, of: 1 });
