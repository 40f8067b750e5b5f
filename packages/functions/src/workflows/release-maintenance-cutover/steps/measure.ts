import { measureSides } from "../../release-canary/measure-sides.ts";

/** Stable serves nobody beside the candidate: its minutes before the page are what the candidate is held to. */
const beforeSeconds = 3_600;

export const measure = measureSides(beforeSeconds);
