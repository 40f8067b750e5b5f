import { functionHandlerFor } from "../../handler.ts";
import { decidePipeline } from "./function.ts";

export const handler = functionHandlerFor(decidePipeline);
