import { AwsError } from "../error.ts";

export const clusterNotFound = (id: string) =>
  new AwsError("DBClusterNotFoundFault", `DBCluster ${id} not found.`);
export const instanceNotFound = (id: string) =>
  new AwsError("DBInstanceNotFoundFault", `DBInstance ${id} not found.`);
export const snapshotNotFound = (id: string) =>
  new AwsError("DBClusterSnapshotNotFoundFault", `DBClusterSnapshot not found: ${id}`);
export const snapshotNotAvailable = (id: string, status: string) =>
  new AwsError(
    "InvalidDBClusterSnapshotStateFault",
    `The snapshot ${id} is in state ${status}; it must be available.`,
  );
export const globalNotFound = (id: string) =>
  new AwsError("GlobalClusterNotFoundFault", `Global cluster ${id} not found`);
export const invalidState = (message: string) => new AwsError("InvalidDBClusterStateFault", message);
export const invalidParameter = (message: string) => new AwsError("InvalidParameterValue", message);
export const invalidCombination = (message: string) => new AwsError("InvalidParameterCombination", message);
