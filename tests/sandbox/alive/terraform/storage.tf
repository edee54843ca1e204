# What the shop keeps where AWS keeps it, for its instances alone.
resource "aws_dynamodb_table" "carts" {
  name         = "shop-carts"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "customer"
  attribute {
    name = "customer"
    type = "S"
  }
}

resource "aws_ssm_parameter" "greeting" {
  name  = "/shop/greeting"
  type  = "SecureString"
  value = "good morning"
}

resource "aws_s3_bucket" "pages" {
  bucket        = "shop-pages-210987654321"
  force_destroy = true
}

resource "aws_ebs_volume" "scratch" {
  availability_zone = local.zones[0]
  size              = 1
  encrypted         = true
}

resource "aws_iam_role_policy" "web" {
  name = "shop"
  role = aws_iam_role.web.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Effect = "Allow", Action = ["s3:GetObject", "s3:PutObject"], Resource = "${aws_s3_bucket.pages.arn}/public/*" },
      { Effect = "Allow", Action = ["dynamodb:GetItem", "dynamodb:PutItem"], Resource = aws_dynamodb_table.carts.arn },
      { Effect = "Allow", Action = "ssm:GetParameter", Resource = aws_ssm_parameter.greeting.arn },
      { Effect = "Allow", Action = "autoscaling:CompleteLifecycleAction", Resource = "*" },
    ]
  })
}

# By itself, so that instances need not wait for the database.
resource "aws_iam_role_policy" "database" {
  name = "database"
  role = aws_iam_role.web.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = "secretsmanager:GetSecretValue"
      Resource = aws_db_instance.orders.master_user_secret[0].secret_arn
    }]
  })
}
