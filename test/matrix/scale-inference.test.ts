import { scaleInferenceMatrix } from "./scale-inference.ts";
import { matrixSuite } from "./suite.ts";

await matrixSuite(scaleInferenceMatrix, { part: 1, of: 1 });
