"""Resource types that bill nothing themselves, by why."""

from __future__ import annotations

REASONS = {
    "rights are free (AWS IAM)": """
        aws_iam_role aws_iam_instance_profile aws_iam_role_policy_attachment
        aws_iam_policy_attachment aws_iam_group aws_iam_group_policy
        aws_iam_group_policy_attachment aws_iam_group_membership aws_iam_user
        aws_iam_user_policy aws_iam_user_policy_attachment aws_iam_user_group_membership
        aws_iam_access_key aws_iam_openid_connect_provider aws_iam_saml_provider
        aws_iam_server_certificate aws_iam_service_linked_role aws_iam_account_alias
        aws_iam_account_password_policy aws_iam_role_policies_exclusive
        aws_lambda_permission aws_kms_grant aws_kms_key_policy
        aws_secretsmanager_secret_policy aws_sns_topic_policy aws_sqs_queue_policy
        aws_sqs_queue_redrive_policy aws_sqs_queue_redrive_allow_policy
        aws_cloudwatch_log_resource_policy aws_cloudwatch_event_permission
        aws_cloudwatch_event_bus_policy aws_dynamodb_resource_policy aws_ecr_registry_policy
        aws_ecr_repository_policy aws_efs_file_system_policy
        aws_rds_cluster_role_association aws_db_instance_role_association aws_s3_bucket_acl
        aws_s3_bucket_ownership_controls aws_s3_bucket_policy
        aws_s3_bucket_public_access_block aws_s3_account_public_access_block
        aws_vpc_endpoint_policy aws_vpc_endpoint_connection_notification
        aws_vpc_endpoint_service_allowed_principal
    """,
    "a VPC is free; addresses, NAT, endpoints and traffic bill (Amazon VPC pricing)": """
        aws_subnet aws_default_subnet aws_route aws_route_table aws_default_route_table
        aws_main_route_table_association aws_route_table_association aws_internet_gateway
        aws_internet_gateway_attachment aws_egress_only_internet_gateway aws_security_group
        aws_default_security_group aws_security_group_rule
        aws_vpc_security_group_ingress_rule aws_vpc_security_group_egress_rule
        aws_vpc_security_group_vpc_association aws_network_acl aws_default_network_acl
        aws_network_acl_rule aws_network_acl_association aws_network_interface
        aws_network_interface_attachment aws_network_interface_sg_attachment
        aws_eip_association aws_eip_domain_name aws_vpc_dhcp_options
        aws_default_vpc_dhcp_options aws_vpc_dhcp_options_association
        aws_vpc_ipv4_cidr_block_association aws_vpc_ipv6_cidr_block_association
        aws_ec2_subnet_cidr_reservation aws_ec2_managed_prefix_list
        aws_ec2_managed_prefix_list_entry aws_vpc_endpoint_route_table_association
        aws_vpc_endpoint_subnet_association aws_vpc_endpoint_security_group_association
        aws_vpc_endpoint_private_dns aws_vpc_peering_connection
        aws_vpc_peering_connection_accepter aws_vpc_peering_connection_options
        aws_vpn_gateway aws_vpn_gateway_attachment aws_vpn_gateway_route_propagation
        aws_customer_gateway aws_vpc_block_public_access_options
        aws_service_discovery_service
    """,
    "the load balancer bills (Elastic Load Balancing pricing)": """
        aws_lb_listener aws_alb_listener aws_lb_listener_rule aws_alb_listener_rule
        aws_lb_listener_certificate aws_alb_listener_certificate aws_lb_target_group
        aws_alb_target_group aws_lb_target_group_attachment aws_alb_target_group_attachment
        aws_lb_trust_store aws_lb_cookie_stickiness_policy aws_app_cookie_stickiness_policy
        aws_load_balancer_policy aws_load_balancer_listener_policy
        aws_load_balancer_backend_server_policy aws_proxy_protocol_policy aws_elb_attachment
    """,
    "what it launches bills, wherever it is launched (Amazon EC2 Auto Scaling pricing)": """
        aws_launch_template aws_launch_configuration aws_placement_group aws_key_pair
        aws_autoscaling_attachment aws_autoscaling_traffic_source_attachment
        aws_autoscaling_group_tag aws_autoscaling_lifecycle_hook
        aws_autoscaling_notification aws_autoscaling_policy aws_autoscaling_schedule
        aws_appautoscaling_policy aws_appautoscaling_scheduled_action
        aws_appautoscaling_target aws_volume_attachment aws_ec2_instance_state
        aws_ec2_instance_metadata_defaults aws_ec2_tag aws_ebs_default_kms_key
        aws_ebs_encryption_by_default aws_ec2_serial_console_access
    """,
    "settings of a database, cache or broker, which bills itself": """
        aws_db_event_subscription aws_db_option_group aws_db_parameter_group
        aws_db_proxy_default_target_group aws_db_proxy_target aws_db_subnet_group
        aws_rds_certificate aws_rds_cluster_endpoint aws_rds_cluster_parameter_group
        aws_rds_instance_state aws_elasticache_parameter_group aws_elasticache_subnet_group
        aws_elasticache_user aws_elasticache_user_group
        aws_elasticache_user_group_association aws_mq_configuration
    """,
    "settings of a table, file system or bucket, which bills what it holds": """
        aws_dynamodb_table_item aws_dynamodb_tag aws_ecr_lifecycle_policy
        aws_ecr_pull_through_cache_rule aws_ecr_replication_configuration
        aws_efs_access_point aws_efs_backup_policy aws_efs_mount_target aws_s3_access_point
        aws_s3_bucket_accelerate_configuration aws_s3_bucket_cors_configuration
        aws_s3_bucket_lifecycle_configuration aws_s3_bucket_logging
        aws_s3_bucket_notification aws_s3_bucket_object
        aws_s3_bucket_object_lock_configuration aws_s3_bucket_request_payment_configuration
        aws_s3_bucket_server_side_encryption_configuration aws_s3_bucket_versioning
        aws_s3_bucket_website_configuration aws_s3_object aws_s3_object_copy
    """,
    "settings of a function; a call of it bills with the function (AWS Lambda pricing)": """
        aws_lambda_alias aws_lambda_code_signing_config aws_lambda_event_source_mapping
        aws_lambda_function_event_invoke_config aws_lambda_function_recursion_config
        aws_lambda_function_url aws_lambda_invocation aws_lambda_layer_version
        aws_lambda_layer_version_permission aws_lambda_runtime_management_config
    """,
    "a name or version of a secret or key, which bills itself": """
        aws_kms_alias aws_secretsmanager_secret_version aws_secretsmanager_secret_rotation
        aws_ssm_document aws_ssm_association aws_ssm_maintenance_window
        aws_ssm_maintenance_window_target aws_ssm_maintenance_window_task
        aws_ssm_patch_baseline aws_ssm_patch_group
    """,
    "events of AWS and schedules are free; what they call bills (Amazon EventBridge pricing)": """
        aws_cloudwatch_event_rule aws_cloudwatch_event_target aws_scheduler_schedule_group
    """,
    "14 million invocations a month are free (Amazon EventBridge pricing, Scheduler)": """
        aws_scheduler_schedule
    """,
    "settings of logs and topics, which bill what they take in and send": """
        aws_cloudwatch_log_stream aws_cloudwatch_log_subscription_filter
        aws_cloudwatch_query_definition aws_sns_platform_application aws_sns_sms_preferences
    """,
    "public certificates are free; a zone bills its queries (ACM and Route 53 pricing)": """
        aws_acm_certificate_validation aws_route53_record aws_route53_zone_association
        aws_route53_vpc_association_authorization aws_route53_delegation_set
        aws_route53_key_signing_key aws_route53_hosted_zone_dnssec
    """,
    "the web ACL or trail bills": """
        aws_wafv2_ip_set aws_wafv2_regex_pattern_set aws_wafv2_web_acl_association
        aws_wafv2_web_acl_logging_configuration aws_budgets_budget aws_ce_anomaly_monitor
        aws_ce_anomaly_subscription aws_resourcegroups_group
    """,
}
"""Why, with the types that it holds of."""

FREE: dict[str, str] = {
    type_: reason for reason, types in REASONS.items() for type_ in types.split()
}
"""Each free type, and why."""
