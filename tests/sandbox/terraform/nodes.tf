resource "aws_launch_template" "web" {
  name_prefix            = "shop-web-"
  image_id               = local.ami_arm64
  instance_type          = "t4g.medium"
  update_default_version = true
  ebs_optimized          = true
  user_data              = base64encode("#cloud-config\n")
  vpc_security_group_ids = [aws_security_group.nodes.id]
  iam_instance_profile {
    arn = aws_iam_instance_profile.node.arn
  }
  metadata_options {
    http_endpoint               = "enabled"
    http_tokens                 = "required"
    http_put_response_hop_limit = 1
    instance_metadata_tags      = "enabled"
  }
  monitoring {
    enabled = true
  }
  block_device_mappings {
    device_name = "/dev/xvda"
    ebs {
      volume_size           = 20
      volume_type           = "gp3"
      encrypted             = true
      kms_key_id            = aws_kms_key.data.arn
      delete_on_termination = true
    }
  }
  tag_specifications {
    resource_type = "instance"
    tags          = { Name = "shop-web" }
  }
  tag_specifications {
    resource_type = "volume"
    tags          = { Name = "shop-web" }
  }
}

resource "aws_autoscaling_group" "web" {
  name                      = "shop-web"
  min_size                  = 3
  max_size                  = 6
  desired_capacity          = 3
  vpc_zone_identifier       = aws_subnet.private[*].id
  health_check_type         = "EC2"
  health_check_grace_period = 300
  wait_for_capacity_timeout = "5m"
  target_group_arns         = [aws_lb_target_group.web.arn]
  termination_policies      = ["OldestLaunchTemplate", "Default"]
  enabled_metrics           = ["GroupDesiredCapacity", "GroupInServiceInstances"]
  max_instance_lifetime     = 0
  launch_template {
    id      = aws_launch_template.web.id
    version = aws_launch_template.web.latest_version
  }
  initial_lifecycle_hook {
    name                 = "boot"
    lifecycle_transition = "autoscaling:EC2_INSTANCE_LAUNCHING"
    default_result       = "ABANDON"
    heartbeat_timeout    = 600
  }
  tag {
    key                 = "Name"
    value               = "shop-web"
    propagate_at_launch = true
  }
}

resource "aws_autoscaling_group" "batch" {
  name                      = "shop-batch"
  min_size                  = 1
  max_size                  = 10
  vpc_zone_identifier       = aws_subnet.private[*].id
  capacity_rebalance        = true
  protect_from_scale_in     = false
  wait_for_capacity_timeout = "0"
  mixed_instances_policy {
    instances_distribution {
      on_demand_base_capacity                  = 0
      on_demand_percentage_above_base_capacity = 30
      on_demand_allocation_strategy            = "prioritized"
      spot_allocation_strategy                 = "price-capacity-optimized"
    }
    launch_template {
      launch_template_specification {
        launch_template_id = aws_launch_template.web.id
        version            = aws_launch_template.web.latest_version
      }
      override {
        instance_type = "m7g.large"
      }
      override {
        instance_type = "c7g.large"
      }
    }
  }
  tag {
    key                 = "queue"
    value               = "default"
    propagate_at_launch = true
  }
  lifecycle {
    ignore_changes = [desired_capacity, min_size, max_size]
  }
}

resource "aws_autoscaling_lifecycle_hook" "drain" {
  name                   = "drain"
  autoscaling_group_name = aws_autoscaling_group.batch.name
  lifecycle_transition   = "autoscaling:EC2_INSTANCE_TERMINATING"
  default_result         = "CONTINUE"
  heartbeat_timeout      = 1728
}

resource "aws_autoscaling_policy" "batch" {
  name                   = "queue"
  autoscaling_group_name = aws_autoscaling_group.batch.name
  policy_type            = "StepScaling"
  adjustment_type        = "ExactCapacity"
  step_adjustment {
    scaling_adjustment          = 2
    metric_interval_lower_bound = 0
  }
}

resource "aws_instance" "bastion" {
  ami                    = local.ami_arm64
  instance_type          = "t4g.nano"
  subnet_id              = aws_subnet.private[0].id
  iam_instance_profile   = aws_iam_instance_profile.node.name
  vpc_security_group_ids = [aws_security_group.nodes.id]
  metadata_options {
    http_tokens                 = "required"
    http_put_response_hop_limit = 1
  }
  root_block_device {
    encrypted   = true
    volume_type = "gp3"
  }
}

resource "aws_autoscaling_schedule" "night" {
  scheduled_action_name  = "night"
  autoscaling_group_name = aws_autoscaling_group.batch.name
  recurrence             = "0 22 * * *"
  time_zone              = "Europe/Berlin"
  min_size               = 0
  max_size               = 1
  desired_capacity       = 0
}

resource "aws_autoscaling_policy" "cpu" {
  name                   = "cpu"
  autoscaling_group_name = aws_autoscaling_group.batch.name
  policy_type            = "TargetTrackingScaling"
  target_tracking_configuration {
    target_value = 60
    predefined_metric_specification {
      predefined_metric_type = "ASGAverageCPUUtilization"
    }
  }
}
