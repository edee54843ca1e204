resource "aws_db_subnet_group" "orders" {
  name       = "shop-orders"
  subnet_ids = aws_subnet.private[*].id
}

resource "aws_db_parameter_group" "orders" {
  name   = "shop-orders"
  family = "postgres17"
  parameter {
    name  = "log_min_duration_statement"
    value = "1234"
  }
}

resource "aws_db_instance" "orders" {
  identifier                  = "shop-orders"
  engine                      = "postgres"
  engine_version              = "17"
  instance_class              = "db.t4g.micro"
  allocated_storage           = 20
  db_name                     = "orders"
  username                    = "shop"
  manage_master_user_password = true
  multi_az                    = true
  db_subnet_group_name        = aws_db_subnet_group.orders.name
  parameter_group_name        = aws_db_parameter_group.orders.name
  vpc_security_group_ids      = [aws_security_group.data.id]
  skip_final_snapshot         = true
}

resource "aws_elasticache_subnet_group" "sessions" {
  name       = "shop-sessions"
  subnet_ids = aws_subnet.private[*].id
}

resource "aws_elasticache_replication_group" "sessions" {
  replication_group_id       = "shop-sessions"
  description                = "Sessions"
  engine                     = "valkey"
  engine_version             = "8.0"
  node_type                  = "cache.t4g.micro"
  num_cache_clusters         = 2
  automatic_failover_enabled = true
  multi_az_enabled           = true
  transit_encryption_enabled = true
  at_rest_encryption_enabled = true
  auth_token                 = "sessions-are-nobodys-business"
  subnet_group_name          = aws_elasticache_subnet_group.sessions.name
  security_group_ids         = [aws_security_group.data.id]
}
