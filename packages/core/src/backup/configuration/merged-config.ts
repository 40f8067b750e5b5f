/** In a region's bucket of documents: the merged configuration of the stage, as its deployment wrote it down. */
export const mergedConfigKey = "configuration/merged.json";
