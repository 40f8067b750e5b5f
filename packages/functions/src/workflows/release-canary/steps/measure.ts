import { measureSides } from "../measure-sides.ts";

export const measure = measureSides(0);
