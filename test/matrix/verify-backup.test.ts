import { matrixSuite } from "./suite.ts";
import { verifyDatabaseMatrix, verifyFilesMatrix } from "./verify-backup.ts";

await matrixSuite(verifyDatabaseMatrix, { part: 1, of: 1 });
await matrixSuite(verifyFilesMatrix, { part: 1, of: 1 });
