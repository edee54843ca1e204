# A web shop whose machines run: what a plain Terraform user would write for AWS.
terraform {
  required_version = ">= 1.11"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "5.100.0"
    }
  }
}

provider "aws" {
  region              = "eu-central-1"
  allowed_account_ids = ["210987654321"]
  default_tags {
    tags = { project = "shop" }
  }
}

locals {
  zones = ["eu-central-1a", "eu-central-1b"]
}

data "aws_ami" "debian" {
  most_recent = true
  owners      = ["self", "amazon", "136693071363"]
  filter {
    name   = "name"
    values = ["debian-12-amd64-*"]
  }
}

output "public_url" {
  value = "http://${aws_lb.public.dns_name}"
}

output "internal_url" {
  value = "http://${aws_lb.internal.dns_name}:8080"
}

output "database" {
  value = aws_db_instance.orders.address
}

output "database_secret" {
  value = aws_db_instance.orders.master_user_secret[0].secret_arn
}

output "cache" {
  value = aws_elasticache_replication_group.sessions.primary_endpoint_address
}

output "volume" {
  value = aws_ebs_volume.scratch.id
}
