resource "aws_db_subnet_group" "shop" {
  name       = "shop"
  subnet_ids = aws_subnet.private[*].id
}

resource "aws_db_parameter_group" "shop" {
  name_prefix = "shop-"
  family      = "postgres17"
  parameter {
    name         = "rds.force_ssl"
    value        = "1"
    apply_method = "immediate"
  }
  parameter {
    name         = "max_connections"
    value        = "200"
    apply_method = "pending-reboot"
  }
  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_db_instance" "shop" {
  identifier                      = "shop"
  engine                          = "postgres"
  engine_version                  = "17"
  instance_class                  = "db.t4g.small"
  allocated_storage               = 20
  max_allocated_storage           = 100
  storage_type                    = "gp3"
  storage_encrypted               = true
  kms_key_id                      = aws_kms_key.data.arn
  db_name                         = "shop"
  username                        = "shop"
  password_wo                     = ephemeral.aws_secretsmanager_secret_version.database.secret_string
  password_wo_version             = 1
  db_subnet_group_name            = aws_db_subnet_group.shop.name
  parameter_group_name            = aws_db_parameter_group.shop.name
  vpc_security_group_ids          = [aws_security_group.nodes.id]
  multi_az                        = true
  backup_retention_period         = 7
  backup_window                   = "03:00-04:00"
  maintenance_window              = "sun:05:00-sun:06:00"
  copy_tags_to_snapshot           = true
  enabled_cloudwatch_logs_exports = ["postgresql", "upgrade"]
  performance_insights_enabled    = true
  performance_insights_kms_key_id = aws_kms_key.data.arn
  deletion_protection             = false
  skip_final_snapshot             = true
  auto_minor_version_upgrade      = true
}

resource "aws_elasticache_subnet_group" "shop" {
  name       = "shop"
  subnet_ids = aws_subnet.private[*].id
}

resource "aws_elasticache_parameter_group" "valkey" {
  name   = "shop-valkey"
  family = "valkey8"
  parameter {
    name  = "maxmemory-policy"
    value = "noeviction"
  }
}

resource "aws_elasticache_replication_group" "valkey" {
  replication_group_id       = "shop-valkey"
  description                = "Sessions"
  engine                     = "valkey"
  engine_version             = "8.0"
  node_type                  = "cache.t4g.micro"
  num_cache_clusters         = 2
  automatic_failover_enabled = true
  multi_az_enabled           = true
  transit_encryption_enabled = true
  at_rest_encryption_enabled = true
  kms_key_id                 = aws_kms_key.data.arn
  parameter_group_name       = aws_elasticache_parameter_group.valkey.name
  subnet_group_name          = aws_elasticache_subnet_group.shop.name
  security_group_ids         = [aws_security_group.nodes.id]
  snapshot_retention_limit   = 1
  snapshot_window            = "02:00-03:00"
  maintenance_window         = "sun:04:00-sun:05:00"
  auto_minor_version_upgrade = true
  apply_immediately          = true
  auth_token                 = "replaced-at-once-by-another-one"
  auth_token_update_strategy = "SET"
  lifecycle {
    ignore_changes = [auth_token]
  }
}

resource "aws_elasticache_replication_group" "redis" {
  replication_group_id       = "shop-redis"
  description                = "Queue"
  engine                     = "redis"
  engine_version             = "7.1"
  node_type                  = "cache.t4g.micro"
  num_cache_clusters         = 1
  transit_encryption_enabled = true
  at_rest_encryption_enabled = true
  subnet_group_name          = aws_elasticache_subnet_group.shop.name
  security_group_ids         = [aws_security_group.nodes.id]
}
