import { lookAtZone } from "../../../zone/look.ts";

export const look = lookAtZone("back");
