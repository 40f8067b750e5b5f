import { rehearseMatrix } from "./rehearse.ts";
import { matrixSuite } from "./suite.ts";

await matrixSuite(rehearseMatrix, { part: 1, of: 1 });
