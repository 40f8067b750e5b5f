/** Given to an AbortController's abort, which would else make an error with its stack each time. */
export const abortReason = "what it was for is over";
