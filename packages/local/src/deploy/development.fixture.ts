import { namesOf } from "@signalbox/core/platform/names";

/** Names of the platform that is brought up unless another configuration is asked for. */
export const names = namesOf({ name: "signalbox", stage: "development" });
