import { copyMatrix } from "./copy.ts";
import { matrixSuite } from "./suite.ts";

await matrixSuite(copyMatrix, { part: 1, of: 1 });
