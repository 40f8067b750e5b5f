/** Where an instance keeps the weights that its tasks have fetched; a bind mount of the next task finds them. */
export const modelsOnInstance = "/var/lib/models";

/** What an instance that starts waits in until its images are there. */
export const imagesHook = "images";

export interface GpuUserData {
  readonly cluster: string;
  readonly group: string;
  readonly region: string;
  /** Families of the tasks that may come: the images of their newest revisions are pulled. */
  readonly families: readonly string[];
}

/**
 * What an instance does when it starts. The agent of ECS registers it once it is in service, not while it stands by
 * (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using-warm-pool.html), drains it when Spot takes it back, and starts
 * tasks from the images that are there: tags are immutable. What stands by is stopped only when it has the images, so a hook holds it until then;
 * at each start, since leaving the pool passes the hook too. Whatever fails, the hook ends: a slow pull is better than no instance.
 */
export const gpuUserData = ({ cluster, group, region, families }: GpuUserData): string => `#!/bin/bash
cat >> /etc/ecs/ecs.config <<'END'
ECS_CLUSTER=${cluster}
ECS_ENABLE_GPU_SUPPORT=true
ECS_WARM_POOLS_CHECK=true
ECS_ENABLE_SPOT_INSTANCE_DRAINING=true
ECS_IMAGE_PULL_BEHAVIOR=prefer-cached
ECS_AWSVPC_BLOCK_IMDS=true
ECS_ENABLE_AWSLOGS_EXECUTIONROLE_OVERRIDE=true
END
install -d -m 0777 ${modelsOnInstance}
cat > /var/lib/cloud/scripts/per-boot/images.sh <<'END'
#!/bin/bash
images() {
export AWS_DEFAULT_REGION=${region}
command -v aws || dnf install -y -q awscli-2
token=$(curl -sf -X PUT -H 'X-aws-ec2-metadata-token-ttl-seconds: 300' http://169.254.169.254/latest/api/token)
instance=$(curl -sf -H "X-aws-ec2-metadata-token: $token" http://169.254.169.254/latest/meta-data/instance-id)
systemctl start docker
for family in ${families.join(" ")}; do
  image=$(aws ecs describe-task-definition --task-definition "$family" --query 'taskDefinition.containerDefinitions[0].image' --output text)
  aws ecr get-login-password | docker login --username AWS --password-stdin "\${image%%/*}"
  timeout 900 docker pull -q "$image"
done
aws autoscaling complete-lifecycle-action --lifecycle-hook-name ${imagesHook} --auto-scaling-group-name ${group} \\
  --instance-id "$instance" --lifecycle-action-result CONTINUE
}
# Docker may wait for cloud-init, which must not wait for Docker.
images &
END
chmod +x /var/lib/cloud/scripts/per-boot/images.sh
# At the first start, those of each start have been run before this.
/var/lib/cloud/scripts/per-boot/images.sh
`;
