/** The account of the laptop's cloud too, so that ARNs agree. */
export const account = "123456789012";
/** Of the provider that sst.config.ts names; what names no other is created there. */
export const defaultRegion = "us-east-1";
