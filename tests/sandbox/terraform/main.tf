# A small web shop: what a plain Terraform user would write, with no regard to the embedded region.
terraform {
  required_version = ">= 1.11"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "5.100.0"
    }
  }
  backend "s3" {
    bucket       = "shop-terraform-state"
    key          = "shop.tfstate"
    region       = "eu-central-1"
    encrypt      = true
    use_lockfile = true
  }
}

provider "aws" {
  region              = "eu-central-1"
  allowed_account_ids = ["123456789012"]
  default_tags {
    tags = { project = "shop" }
  }
}

locals {
  account_id = "123456789012"
  zones      = ["eu-central-1a", "eu-central-1b", "eu-central-1c"]
  ami_arm64  = "ami-0a0de12a64a0de120"
  zone_id    = "Z0123456789ABCDEFGHIJ"
  root_arn   = "arn:aws:iam::123456789012:root"
}
