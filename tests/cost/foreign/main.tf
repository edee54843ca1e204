# A web shop that has nothing to do with Airflow: what any stack may hold.
terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "5.100.0"
    }
  }
}

variable "region" {
  default = "us-east-1"
}

# Planned without an account: nothing is asked of AWS.
provider "aws" {
  region                      = var.region
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}

locals {
  zones = ["us-east-1a", "us-east-1b"]
}

resource "aws_vpc" "shop" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_subnet" "public" {
  count             = length(local.zones)
  vpc_id            = aws_vpc.shop.id
  cidr_block        = cidrsubnet(aws_vpc.shop.cidr_block, 8, count.index)
  availability_zone = local.zones[count.index]
}

resource "aws_eip" "nat" {
  count  = length(local.zones)
  domain = "vpc"
}

resource "aws_nat_gateway" "shop" {
  count         = length(local.zones)
  allocation_id = aws_eip.nat[count.index].id
  subnet_id     = aws_subnet.public[count.index].id
}

resource "aws_lb" "shop" {
  name               = "shop"
  load_balancer_type = "application"
  subnets            = aws_subnet.public[*].id
}

resource "aws_instance" "admin" {
  ami           = "ami-0a1b2c3d4e5f60712"
  instance_type = "m7g.large"
  subnet_id     = aws_subnet.public[0].id

  root_block_device {
    volume_type = "gp3"
    volume_size = 40
    iops        = 4000
    throughput  = 130
  }
}

resource "aws_launch_template" "web" {
  name          = "web"
  image_id      = "ami-0a1b2c3d4e5f60712"
  instance_type = "c7g.large"

  block_device_mappings {
    device_name = "/dev/xvda"
    ebs {
      volume_type = "gp3"
      volume_size = 10
    }
  }
}

resource "aws_autoscaling_group" "web" {
  name                = "web"
  min_size            = 2
  desired_capacity    = 3
  max_size            = 8
  vpc_zone_identifier = aws_subnet.public[*].id

  launch_template {
    id      = aws_launch_template.web.id
    version = "$Latest"
  }
}

resource "aws_db_instance" "orders" {
  identifier          = "orders"
  engine              = "postgres"
  engine_version      = "17.4"
  instance_class      = "db.r6g.xlarge"
  multi_az            = true
  storage_type        = "gp3"
  allocated_storage   = 100
  username            = "shop"
  password            = "not-a-secret"
  skip_final_snapshot = true
}

resource "aws_db_instance" "blog" {
  identifier          = "blog"
  engine              = "mysql"
  engine_version      = "8.4.5"
  instance_class      = "db.t3.large"
  storage_type        = "gp2"
  allocated_storage   = 20
  username            = "blog"
  password            = "not-a-secret"
  skip_final_snapshot = true
}

module "sessions" {
  source = "./sessions"
}

resource "aws_efs_file_system" "media" {
  creation_token = "media"
}

resource "aws_s3_bucket" "media" {
  bucket = "shop-media"
}

resource "aws_iam_role" "resize" {
  name = "resize"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "lambda.amazonaws.com" }
    }]
  })
}

resource "aws_lambda_function" "resize" {
  function_name = "resize"
  role          = aws_iam_role.resize.arn
  runtime       = "python3.13"
  handler       = "resize.handler"
  memory_size   = 1024
  s3_bucket     = "shop-code"
  s3_key        = "resize.zip"
}

resource "aws_dynamodb_table" "carts" {
  name         = "carts"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "id"

  attribute {
    name = "id"
    type = "S"
  }

  point_in_time_recovery {
    enabled = true
  }
}
