import { moveTasks as move } from "../../../zone/move-tasks.ts";

export const moveTasks = move("out");
