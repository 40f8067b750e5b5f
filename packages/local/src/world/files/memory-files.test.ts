import { contract } from "./contract.fixture.ts";
import { memoryFiles } from "./memory-files.ts";

const plane = memoryFiles();
contract(() => plane);
