/**
 * `npm run matrix -- failover`: every fault at every visit of a workflow's states. `npm test` strikes some of the larger matrices in
 * part, so that it stays within minutes. Without a name: all of them.
 */
import { conclude, runVitest } from "./vitest.ts";

process.env.MATRIX = "whole";
conclude(runVitest("--project", "matrix", ...process.argv.slice(2).map((name) => `test/matrix/${name}`)));
