import { pipelineMatrix } from "./pipeline.ts";
import { matrixSuite } from "./suite.ts";

await matrixSuite(pipelineMatrix, { part: 1, of: 1 });
