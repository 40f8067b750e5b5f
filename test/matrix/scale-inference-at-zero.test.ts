import { scaleInferenceAtZeroMatrix } from "./scale-inference-at-zero.ts";
import { matrixSuite } from "./suite.ts";

await matrixSuite(scaleInferenceAtZeroMatrix, { part: 1, of: 1 });
