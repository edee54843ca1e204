resource "aws_iam_role" "web" {
  name = "shop-web"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ec2.amazonaws.com" } }]
  })
}

resource "aws_iam_role_policy_attachment" "ssm" {
  role       = aws_iam_role.web.name
  policy_arn = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore"
}

resource "aws_iam_instance_profile" "web" {
  name = "shop-web"
  role = aws_iam_role.web.name
}

resource "aws_launch_template" "web" {
  name                   = "shop-web"
  image_id               = data.aws_ami.debian.id
  instance_type          = "t3.small"
  vpc_security_group_ids = [aws_security_group.web.id]
  update_default_version = true
  iam_instance_profile {
    arn = aws_iam_instance_profile.web.arn
  }
  metadata_options {
    http_tokens = "required"
  }
  user_data = base64encode(file("${path.module}/serve.sh"))
  tag_specifications {
    resource_type = "instance"
    tags          = { Name = "shop-web" }
  }
}

resource "aws_autoscaling_group" "web" {
  name                      = "shop-web"
  min_size                  = 2
  max_size                  = 4
  desired_capacity          = 2
  vpc_zone_identifier       = aws_subnet.private[*].id
  target_group_arns         = [aws_lb_target_group.public.arn, aws_lb_target_group.internal.arn]
  health_check_type         = "ELB"
  health_check_grace_period = 60
  launch_template {
    id      = aws_launch_template.web.id
    version = aws_launch_template.web.latest_version
  }
  initial_lifecycle_hook {
    name                 = "drain"
    lifecycle_transition = "autoscaling:EC2_INSTANCE_TERMINATING"
    default_result       = "CONTINUE"
    heartbeat_timeout    = 300
  }
  # A machine that boots before its network has a way out, or its role its rights, can do nothing.
  depends_on = [aws_route_table_association.private, aws_nat_gateway.shop, aws_iam_role_policy.web]
}

resource "aws_instance" "isolated" {
  ami                    = data.aws_ami.debian.id
  instance_type          = "t3.micro"
  subnet_id              = aws_subnet.isolated.id
  iam_instance_profile   = aws_iam_instance_profile.web.name
  vpc_security_group_ids = [aws_security_group.web.id]
  metadata_options {
    http_tokens = "required"
  }
  tags = { Name = "shop-isolated" }
}

resource "aws_lb" "public" {
  name            = "shop-public"
  subnets         = aws_subnet.public[*].id
  security_groups = [aws_security_group.balancer.id]
}

resource "aws_lb" "internal" {
  name            = "shop-internal"
  internal        = true
  subnets         = aws_subnet.private[*].id
  security_groups = [aws_security_group.internal_balancer.id]
}

resource "aws_lb_target_group" "public" {
  name                 = "shop-public"
  port                 = 8080
  protocol             = "HTTP"
  vpc_id               = aws_vpc.shop.id
  deregistration_delay = 30
  health_check {
    path                = "/health"
    interval            = 5
    timeout             = 4
    healthy_threshold   = 2
    unhealthy_threshold = 6
  }
}

resource "aws_lb_target_group" "internal" {
  name                 = "shop-internal"
  port                 = 8080
  protocol             = "HTTP"
  vpc_id               = aws_vpc.shop.id
  deregistration_delay = 30
  health_check {
    path                = "/health"
    interval            = 5
    timeout             = 4
    unhealthy_threshold = 6
  }
}

resource "aws_lb_listener" "public" {
  load_balancer_arn = aws_lb.public.arn
  port              = 80
  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.public.arn
  }
}

resource "aws_lb_listener_rule" "hidden" {
  listener_arn = aws_lb_listener.public.arn
  priority     = 10
  action {
    type = "fixed-response"
    fixed_response {
      content_type = "text/plain"
      message_body = "nothing here"
      status_code  = "404"
    }
  }
  condition {
    path_pattern {
      values = ["/admin*"]
    }
  }
}

# Who comes from the VPC comes through NAT, and as nobody else.
resource "aws_lb_listener_rule" "whence" {
  listener_arn = aws_lb_listener.public.arn
  priority     = 20
  action {
    type = "fixed-response"
    fixed_response {
      content_type = "text/plain"
      message_body = "through NAT"
      status_code  = "200"
    }
  }
  condition {
    path_pattern {
      values = ["/whence"]
    }
  }
  condition {
    source_ip {
      values = ["${aws_eip.nat.public_ip}/32"]
    }
  }
}

resource "aws_lb_listener" "internal" {
  load_balancer_arn = aws_lb.internal.arn
  port              = 8080
  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.internal.arn
  }
}
