resource "aws_iam_role" "function" {
  name = "shop-function"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "lambda.amazonaws.com" } }]
  })
}

resource "aws_iam_role_policy" "function" {
  name = "shop"
  role = aws_iam_role.function.id
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sqs:SendMessage", Resource = aws_sqs_queue.seen.arn }]
  })
}

resource "aws_iam_role_policy_attachment" "function" {
  role       = aws_iam_role.function.name
  policy_arn = "arn:aws:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole"
}

# Tells in a queue what it was called for, and what it sees of the shop from inside the VPC.
resource "aws_lambda_function" "watch" {
  function_name    = "shop-watch"
  filename         = "${path.module}/function.zip"
  source_code_hash = filebase64sha256("${path.module}/function.zip")
  handler          = "watch.handler"
  runtime          = "python3.11"
  role             = aws_iam_role.function.arn
  timeout          = 20
  environment {
    variables = {
      QUEUE = aws_sqs_queue.seen.url
      SHOP  = "http://${aws_lb.internal.dns_name}:8080/health"
    }
  }
  vpc_config {
    subnet_ids         = aws_subnet.private[*].id
    security_group_ids = [aws_security_group.function.id]
  }
  depends_on = [aws_iam_role_policy_attachment.function, aws_route_table_association.private]
}

# In no VPC: tells who it is and whether it reaches an address.
resource "aws_lambda_function" "outside" {
  function_name    = "shop-outside"
  filename         = "${path.module}/function.zip"
  source_code_hash = filebase64sha256("${path.module}/function.zip")
  handler          = "reach.handler"
  runtime          = "python3.11"
  role             = aws_iam_role.function.arn
  timeout          = 20
}

resource "aws_sqs_queue" "seen" {
  name = "shop-seen"
}

resource "aws_sqs_queue" "sold" {
  name = "shop-sold"
}

resource "aws_cloudwatch_event_rule" "sold" {
  name          = "shop-sold"
  event_pattern = jsonencode({ source = ["shop"] })
}

resource "aws_cloudwatch_event_target" "sold" {
  rule = aws_cloudwatch_event_rule.sold.name
  arn  = aws_sqs_queue.sold.arn
}

# AWS delivers nothing to a queue that does not let it.
resource "aws_sqs_queue_policy" "told" {
  for_each = {
    sold   = { queue = aws_sqs_queue.sold, service = "events", source = aws_cloudwatch_event_rule.sold.arn }
    alarms = { queue = aws_sqs_queue.alarms, service = "sns", source = aws_sns_topic.alarms.arn }
  }
  queue_url = each.value.queue.url
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sqs:SendMessage"
      Resource  = each.value.queue.arn
      Principal = { Service = "${each.value.service}.amazonaws.com" }
      Condition = { ArnEquals = { "aws:SourceArn" = each.value.source } }
    }]
  })
}

resource "aws_cloudwatch_event_rule" "each_minute" {
  name                = "shop-each-minute"
  schedule_expression = "rate(1 minute)"
}

resource "aws_cloudwatch_event_rule" "terminated" {
  name = "shop-terminated"
  event_pattern = jsonencode({
    source        = ["aws.ec2"]
    "detail-type" = ["EC2 Instance State-change Notification"]
    detail        = { state = ["terminated"] }
  })
}

resource "aws_cloudwatch_event_target" "watch" {
  for_each = {
    each_minute = aws_cloudwatch_event_rule.each_minute.name
    terminated  = aws_cloudwatch_event_rule.terminated.name
  }
  rule = each.value
  arn  = aws_lambda_function.watch.arn
}

resource "aws_lambda_permission" "events" {
  for_each = {
    each_minute = aws_cloudwatch_event_rule.each_minute.arn
    terminated  = aws_cloudwatch_event_rule.terminated.arn
  }
  statement_id  = each.key
  action        = "lambda:InvokeFunction"
  function_name = aws_lambda_function.watch.function_name
  principal     = "events.amazonaws.com"
  source_arn    = each.value
}

resource "aws_sns_topic" "alarms" {
  name = "shop-alarms"
}

resource "aws_sqs_queue" "alarms" {
  name = "shop-alarms"
}

resource "aws_sns_topic_subscription" "alarms" {
  topic_arn = aws_sns_topic.alarms.arn
  protocol  = "sqs"
  endpoint  = aws_sqs_queue.alarms.arn
}

resource "aws_cloudwatch_metric_alarm" "orders" {
  alarm_name          = "shop-many-orders"
  namespace           = "Shop"
  metric_name         = "Orders"
  statistic           = "Sum"
  period              = 10
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 5
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_sns_topic.alarms.arn, aws_autoscaling_policy.more.arn]
}

resource "aws_autoscaling_policy" "more" {
  name                   = "more"
  autoscaling_group_name = aws_autoscaling_group.web.name
  adjustment_type        = "ChangeInCapacity"
  scaling_adjustment     = 1
}
