/**
 * Where every cluster has an endpoint, each with the whole of its state; ARC gives a cluster no others,
 * https://docs.aws.amazon.com/r53recovery/latest/dg/getting-started-cli-routing.control-state.html
 */
export const endpointRegions = [
  "us-east-1",
  "us-west-2",
  "eu-west-1",
  "ap-northeast-1",
  "ap-southeast-2",
] as const;

export const hasEndpoint = (region: string): boolean => endpointRegions.some((one) => one === region);
