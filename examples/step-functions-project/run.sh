#!/usr/bin/env bash
# Deploys the project and runs both machines, with nothing but the AWS CLI and zip.
set -euo pipefail
cd "$(dirname "$0")"
: "${AWS_ENDPOINT_URL:?start a local cloud first and set it: see README.md}"
export AWS_DEFAULT_REGION=us-east-1 AWS_ACCESS_KEY_ID="${AWS_ACCESS_KEY_ID:-me}" AWS_SECRET_ACCESS_KEY="${AWS_SECRET_ACCESS_KEY:-local}"
export AWS_PAGER=""
scratch=$(mktemp -d)
trap 'rm -r "$scratch"' EXIT

for table in stock:sku payments:order; do
  aws dynamodb create-table --table-name "${table%:*}" --billing-mode PAY_PER_REQUEST \
    --attribute-definitions "AttributeName=${table#*:},AttributeType=S" \
    --key-schema "AttributeName=${table#*:},KeyType=HASH" > /dev/null
  aws dynamodb wait table-exists --table-name "${table%:*}"
done
aws dynamodb put-item --table-name stock --item '{"sku":{"S":"lamp"},"pieces":{"N":"5"},"price":{"N":"40"}}'
aws dynamodb put-item --table-name stock --item '{"sku":{"S":"bulb"},"pieces":{"N":"9"},"price":{"N":"3"}}'

for function in reserve-stock charge-card; do
  (cd "functions/$function" && zip -q "$scratch/$function.zip" index.mjs)
  aws lambda create-function --function-name "$function" --runtime nodejs24.x --handler index.handler \
    --role arn:aws:iam::123456789012:role/shop --timeout 10 --zip-file "fileb://$scratch/$function.zip" \
    --environment "Variables={STOCK_TABLE=stock,PAYMENTS_TABLE=payments}" > /dev/null
  aws lambda wait function-active-v2 --function-name "$function"
done

# run MACHINE INPUT: creates the state machine, starts an execution, waits for its end and prints what came of it.
run() {
  local machine execution
  machine=$(aws stepfunctions create-state-machine --name "$1" --role-arn arn:aws:iam::123456789012:role/shop \
    --definition "file://machines/$1.asl.json" --query stateMachineArn --output text)
  execution=$(aws stepfunctions start-execution --state-machine-arn "$machine" --input "$2" --query executionArn --output text)
  while [ "$(aws stepfunctions describe-execution --execution-arn "$execution" --query status --output text)" = RUNNING ]; do
    sleep 1
  done
  aws stepfunctions describe-execution --execution-arn "$execution" --query '[status, output]' --output text
  aws stepfunctions get-execution-history --execution-arn "$execution" --query 'events[].type' --output text
}

run order '{"order":"1001","items":[{"sku":"lamp","quantity":2},{"sku":"bulb","quantity":4}]}'
run restock '{"sku":"lamp"}'
