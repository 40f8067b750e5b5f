/** What an execution may be called: https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html */
export const longestName = 80;
