resource "aws_lambda_function" "greet" {
  function_name    = "shop-greet"
  filename         = "${path.module}/function.zip"
  source_code_hash = filebase64sha256("${path.module}/function.zip")
  handler          = "greet.handler"
  runtime          = "python3.11"
  architectures    = ["arm64"]
  role             = aws_iam_role.function.arn
  timeout          = 10
  memory_size      = 256
  kms_key_arn      = aws_kms_key.data.arn
  environment {
    variables = { TABLE = aws_dynamodb_table.basket.name }
  }
  dead_letter_config {
    target_arn = aws_sqs_queue.dead.arn
  }
  logging_config {
    log_format = "JSON"
    log_group  = aws_cloudwatch_log_group.greet.name
  }
  tracing_config {
    mode = "PassThrough"
  }
  vpc_config {
    subnet_ids         = aws_subnet.private[*].id
    security_group_ids = [aws_security_group.nodes.id]
  }
}

resource "aws_lambda_invocation" "greet" {
  function_name = aws_lambda_function.greet.function_name
  input         = jsonencode({ name = "Ada" })
}

output "greeting" {
  value = jsondecode(aws_lambda_invocation.greet.result).greeting
}

resource "aws_lambda_function_event_invoke_config" "greet" {
  function_name          = aws_lambda_function.greet.function_name
  maximum_retry_attempts = 1
}

resource "aws_lambda_permission" "events" {
  statement_id  = "events"
  action        = "lambda:InvokeFunction"
  function_name = aws_lambda_function.greet.function_name
  principal     = "events.amazonaws.com"
  source_arn    = aws_cloudwatch_event_rule.order.arn
}

resource "aws_lambda_permission" "alarms" {
  statement_id  = "alarms"
  action        = "lambda:InvokeFunction"
  function_name = aws_lambda_function.greet.function_name
  principal     = "sns.amazonaws.com"
  source_arn    = aws_sns_topic.alarms.arn
}

resource "aws_cloudwatch_event_rule" "order" {
  name          = "shop-order"
  event_pattern = jsonencode({ source = ["shop"], "detail-type" = ["Order"] })
}

resource "aws_cloudwatch_event_target" "order" {
  rule      = aws_cloudwatch_event_rule.order.name
  target_id = "greet"
  arn       = aws_lambda_function.greet.arn
  dead_letter_config {
    arn = aws_sqs_queue.dead.arn
  }
  retry_policy {
    maximum_event_age_in_seconds = 300
    maximum_retry_attempts       = 2
  }
}

resource "aws_cloudwatch_event_rule" "hourly" {
  name                = "shop-hourly"
  schedule_expression = "rate(1 hour)"
}

resource "aws_cloudwatch_event_target" "hourly" {
  rule  = aws_cloudwatch_event_rule.hourly.name
  arn   = aws_lambda_function.greet.arn
  input = jsonencode({ name = "hour" })
}

resource "aws_sqs_queue" "dead" {
  name                      = "shop-dead"
  message_retention_seconds = 1209600
  sqs_managed_sse_enabled   = true
}

resource "aws_sqs_queue" "orders" {
  name                       = "shop-orders"
  visibility_timeout_seconds = 60
  kms_master_key_id          = aws_kms_key.data.arn
  redrive_policy             = jsonencode({ deadLetterTargetArn = aws_sqs_queue.dead.arn, maxReceiveCount = 3 })
}

resource "aws_sns_topic" "alarms" {
  name              = "shop-alarms"
  kms_master_key_id = aws_kms_key.data.arn
}

resource "aws_sns_topic_policy" "alarms" {
  arn = aws_sns_topic.alarms.arn
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow", Principal = { Service = "cloudwatch.amazonaws.com" }, Action = "sns:Publish",
      Resource = aws_sns_topic.alarms.arn
    }]
  })
}

resource "aws_sns_topic_subscription" "mail" {
  topic_arn = aws_sns_topic.alarms.arn
  protocol  = "email"
  endpoint  = "owner@example.com"
}

resource "aws_sns_topic_subscription" "function" {
  topic_arn = aws_sns_topic.alarms.arn
  protocol  = "lambda"
  endpoint  = aws_lambda_function.greet.arn
}

resource "aws_cloudwatch_log_group" "greet" {
  name              = "/shop/greet"
  retention_in_days = 30
  kms_key_id        = aws_kms_key.data.arn
}

resource "aws_cloudwatch_log_group" "flow" {
  name              = "/shop/flow"
  retention_in_days = 14
  kms_key_id        = aws_kms_key.data.arn
}

resource "aws_cloudwatch_log_metric_filter" "errors" {
  name           = "errors"
  log_group_name = aws_cloudwatch_log_group.greet.name
  pattern        = "ERROR"
  metric_transformation {
    name      = "Errors"
    namespace = "Shop"
    value     = "1"
  }
}

resource "aws_cloudwatch_metric_alarm" "cpu" {
  alarm_name          = "shop-database-cpu"
  alarm_description   = "The database is busy"
  namespace           = "AWS/RDS"
  metric_name         = "CPUUtilization"
  statistic           = "Average"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 80
  period              = 60
  evaluation_periods  = 5
  treat_missing_data  = "breaching"
  dimensions          = { DBInstanceIdentifier = aws_db_instance.shop.identifier }
  alarm_actions       = [aws_sns_topic.alarms.arn]
  ok_actions          = [aws_sns_topic.alarms.arn]
}

resource "aws_cloudwatch_metric_alarm" "unhealthy" {
  alarm_name          = "shop-unhealthy"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  evaluation_periods  = 2
  metric_query {
    id          = "share"
    expression  = "unhealthy / (unhealthy + 1)"
    return_data = true
  }
  metric_query {
    id = "unhealthy"
    metric {
      namespace   = "AWS/ApplicationELB"
      metric_name = "UnHealthyHostCount"
      period      = 60
      stat        = "Maximum"
      dimensions  = { TargetGroup = aws_lb_target_group.web.arn_suffix }
    }
  }
}

resource "aws_cloudwatch_dashboard" "shop" {
  dashboard_name = "shop"
  dashboard_body = jsonencode({
    widgets = [{
      type       = "metric", x = 0, y = 0, width = 12, height = 6,
      properties = { metrics = [["AWS/RDS", "CPUUtilization"]], region = "eu-central-1", title = "CPU" }
    }]
  })
}

resource "aws_cloudwatch_log_resource_policy" "events" {
  policy_name = "shop-events"
  policy_document = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow", Principal = { Service = "events.amazonaws.com" },
      Action   = ["logs:CreateLogStream", "logs:PutLogEvents"],
      Resource = "arn:aws:logs:eu-central-1:123456789012:log-group:/shop/*:*"
    }]
  })
}

resource "aws_sqs_queue_policy" "dead" {
  queue_url = aws_sqs_queue.dead.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect = "Allow", Principal = { Service = "events.amazonaws.com" },
      Action = "sqs:SendMessage", Resource = aws_sqs_queue.dead.arn
    }]
  })
}
