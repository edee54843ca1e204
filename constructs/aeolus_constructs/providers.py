"""Every AWS resource that Aeolus uses: the one place that imports the provider's bindings.

Add a line here for a new resource or block; `provider_seam` says why nothing else may. Moving to
another generation of the bindings is a change of this file.
"""

from cdktf_cdktf_provider_aws.acm_certificate import AcmCertificate as AcmCertificate
from cdktf_cdktf_provider_aws.acm_certificate import AcmCertificateOptions as AcmCertificateOptions
from cdktf_cdktf_provider_aws.acm_certificate_validation import (
    AcmCertificateValidation as AcmCertificateValidation,
)
from cdktf_cdktf_provider_aws.acm_certificate_validation import (
    AcmCertificateValidationTimeouts as AcmCertificateValidationTimeouts,
)
from cdktf_cdktf_provider_aws.autoscaling_group import AutoscalingGroup as AutoscalingGroup
from cdktf_cdktf_provider_aws.autoscaling_group import (
    AutoscalingGroupInitialLifecycleHook as AutoscalingGroupInitialLifecycleHook,
)
from cdktf_cdktf_provider_aws.autoscaling_group import (
    AutoscalingGroupInstanceRefresh as AutoscalingGroupInstanceRefresh,
)
from cdktf_cdktf_provider_aws.autoscaling_group import (
    AutoscalingGroupInstanceRefreshPreferences as AutoscalingGroupInstanceRefreshPreferences,
)
from cdktf_cdktf_provider_aws.autoscaling_group import (
    AutoscalingGroupLaunchTemplate as AutoscalingGroupLaunchTemplate,
)
from cdktf_cdktf_provider_aws.autoscaling_group import (
    AutoscalingGroupMixedInstancesPolicy as AutoscalingGroupMixedInstancesPolicy,
)
from cdktf_cdktf_provider_aws.autoscaling_group import (
    AutoscalingGroupMixedInstancesPolicyInstancesDistribution as AutoscalingGroupMixedInstancesPolicyInstancesDistribution,
)
from cdktf_cdktf_provider_aws.autoscaling_group import (
    AutoscalingGroupMixedInstancesPolicyLaunchTemplate as AutoscalingGroupMixedInstancesPolicyLaunchTemplate,
)
from cdktf_cdktf_provider_aws.autoscaling_group import (
    AutoscalingGroupMixedInstancesPolicyLaunchTemplateLaunchTemplateSpecification as AutoscalingGroupMixedInstancesPolicyLaunchTemplateLaunchTemplateSpecification,
)
from cdktf_cdktf_provider_aws.autoscaling_group import (
    AutoscalingGroupMixedInstancesPolicyLaunchTemplateOverride as AutoscalingGroupMixedInstancesPolicyLaunchTemplateOverride,
)
from cdktf_cdktf_provider_aws.autoscaling_group import AutoscalingGroupTag as AutoscalingGroupTag
from cdktf_cdktf_provider_aws.autoscaling_group import (
    AutoscalingGroupWarmPool as AutoscalingGroupWarmPool,
)
from cdktf_cdktf_provider_aws.autoscaling_group import (
    AutoscalingGroupWarmPoolInstanceReusePolicy as AutoscalingGroupWarmPoolInstanceReusePolicy,
)
from cdktf_cdktf_provider_aws.autoscaling_lifecycle_hook import (
    AutoscalingLifecycleHook as AutoscalingLifecycleHook,
)
from cdktf_cdktf_provider_aws.cloudwatch_dashboard import CloudwatchDashboard as CloudwatchDashboard
from cdktf_cdktf_provider_aws.cloudwatch_event_rule import (
    CloudwatchEventRule as CloudwatchEventRule,
)
from cdktf_cdktf_provider_aws.cloudwatch_event_target import (
    CloudwatchEventTarget as CloudwatchEventTarget,
)
from cdktf_cdktf_provider_aws.cloudwatch_log_group import CloudwatchLogGroup as CloudwatchLogGroup
from cdktf_cdktf_provider_aws.cloudwatch_metric_alarm import (
    CloudwatchMetricAlarm as CloudwatchMetricAlarm,
)
from cdktf_cdktf_provider_aws.cloudwatch_metric_alarm import (
    CloudwatchMetricAlarmMetricQuery as CloudwatchMetricAlarmMetricQuery,
)
from cdktf_cdktf_provider_aws.cloudwatch_metric_alarm import (
    CloudwatchMetricAlarmMetricQueryMetric as CloudwatchMetricAlarmMetricQueryMetric,
)
from cdktf_cdktf_provider_aws.db_instance import DbInstance as DbInstance
from cdktf_cdktf_provider_aws.db_parameter_group import DbParameterGroup as DbParameterGroup
from cdktf_cdktf_provider_aws.db_parameter_group import (
    DbParameterGroupParameter as DbParameterGroupParameter,
)
from cdktf_cdktf_provider_aws.db_subnet_group import DbSubnetGroup as DbSubnetGroup
from cdktf_cdktf_provider_aws.default_security_group import (
    DefaultSecurityGroup as DefaultSecurityGroup,
)
from cdktf_cdktf_provider_aws.dlm_lifecycle_policy import (
    DlmLifecyclePolicy as DlmLifecyclePolicy,
)
from cdktf_cdktf_provider_aws.dlm_lifecycle_policy import (
    DlmLifecyclePolicyPolicyDetails as DlmLifecyclePolicyPolicyDetails,
)
from cdktf_cdktf_provider_aws.dlm_lifecycle_policy import (
    DlmLifecyclePolicyPolicyDetailsSchedule as DlmLifecyclePolicyPolicyDetailsSchedule,
)
from cdktf_cdktf_provider_aws.dlm_lifecycle_policy import (
    DlmLifecyclePolicyPolicyDetailsScheduleCreateRule as DlmLifecyclePolicyPolicyDetailsScheduleCreateRule,
)
from cdktf_cdktf_provider_aws.dlm_lifecycle_policy import (
    DlmLifecyclePolicyPolicyDetailsScheduleRetainRule as DlmLifecyclePolicyPolicyDetailsScheduleRetainRule,
)
from cdktf_cdktf_provider_aws.dynamodb_table import DynamodbTable as DynamodbTable
from cdktf_cdktf_provider_aws.dynamodb_table import (
    DynamodbTableAttribute as DynamodbTableAttribute,
)
from cdktf_cdktf_provider_aws.dynamodb_table import DynamodbTableTtl as DynamodbTableTtl
from cdktf_cdktf_provider_aws.ebs_volume import EbsVolume as EbsVolume
from cdktf_cdktf_provider_aws.eip import Eip as Eip
from cdktf_cdktf_provider_aws.elasticache_parameter_group import (
    ElasticacheParameterGroup as ElasticacheParameterGroup,
)
from cdktf_cdktf_provider_aws.elasticache_parameter_group import (
    ElasticacheParameterGroupParameter as ElasticacheParameterGroupParameter,
)
from cdktf_cdktf_provider_aws.elasticache_replication_group import (
    ElasticacheReplicationGroup as ElasticacheReplicationGroup,
)
from cdktf_cdktf_provider_aws.elasticache_subnet_group import (
    ElasticacheSubnetGroup as ElasticacheSubnetGroup,
)
from cdktf_cdktf_provider_aws.flow_log import FlowLog as FlowLog
from cdktf_cdktf_provider_aws.iam_instance_profile import IamInstanceProfile as IamInstanceProfile
from cdktf_cdktf_provider_aws.iam_role import IamRole as IamRole
from cdktf_cdktf_provider_aws.iam_role_policy import IamRolePolicy as IamRolePolicy
from cdktf_cdktf_provider_aws.iam_role_policy_attachment import (
    IamRolePolicyAttachment as IamRolePolicyAttachment,
)
from cdktf_cdktf_provider_aws.internet_gateway import InternetGateway as InternetGateway
from cdktf_cdktf_provider_aws.kms_alias import KmsAlias as KmsAlias
from cdktf_cdktf_provider_aws.kms_key import KmsKey as KmsKey
from cdktf_cdktf_provider_aws.lambda_function import LambdaFunction as LambdaFunction
from cdktf_cdktf_provider_aws.lambda_function import (
    LambdaFunctionDeadLetterConfig as LambdaFunctionDeadLetterConfig,
)
from cdktf_cdktf_provider_aws.lambda_function import (
    LambdaFunctionEnvironment as LambdaFunctionEnvironment,
)
from cdktf_cdktf_provider_aws.lambda_function import (
    LambdaFunctionLoggingConfig as LambdaFunctionLoggingConfig,
)
from cdktf_cdktf_provider_aws.lambda_invocation import LambdaInvocation as LambdaInvocation
from cdktf_cdktf_provider_aws.lambda_permission import LambdaPermission as LambdaPermission
from cdktf_cdktf_provider_aws.launch_template import LaunchTemplate as LaunchTemplate
from cdktf_cdktf_provider_aws.launch_template import (
    LaunchTemplateBlockDeviceMappings as LaunchTemplateBlockDeviceMappings,
)
from cdktf_cdktf_provider_aws.launch_template import (
    LaunchTemplateBlockDeviceMappingsEbs as LaunchTemplateBlockDeviceMappingsEbs,
)
from cdktf_cdktf_provider_aws.launch_template import (
    LaunchTemplateIamInstanceProfile as LaunchTemplateIamInstanceProfile,
)
from cdktf_cdktf_provider_aws.launch_template import (
    LaunchTemplateMetadataOptions as LaunchTemplateMetadataOptions,
)
from cdktf_cdktf_provider_aws.launch_template import (
    LaunchTemplateMonitoring as LaunchTemplateMonitoring,
)
from cdktf_cdktf_provider_aws.launch_template import (
    LaunchTemplateNetworkInterfaces as LaunchTemplateNetworkInterfaces,
)
from cdktf_cdktf_provider_aws.launch_template import (
    LaunchTemplatePrivateDnsNameOptions as LaunchTemplatePrivateDnsNameOptions,
)
from cdktf_cdktf_provider_aws.launch_template import (
    LaunchTemplateTagSpecifications as LaunchTemplateTagSpecifications,
)
from cdktf_cdktf_provider_aws.lb import Lb as Lb
from cdktf_cdktf_provider_aws.lb import LbAccessLogs as LbAccessLogs
from cdktf_cdktf_provider_aws.lb_listener import LbListener as LbListener
from cdktf_cdktf_provider_aws.lb_listener import LbListenerDefaultAction as LbListenerDefaultAction
from cdktf_cdktf_provider_aws.lb_listener import (
    LbListenerDefaultActionFixedResponse as LbListenerDefaultActionFixedResponse,
)
from cdktf_cdktf_provider_aws.lb_listener import (
    LbListenerDefaultActionRedirect as LbListenerDefaultActionRedirect,
)
from cdktf_cdktf_provider_aws.lb_listener_rule import LbListenerRule as LbListenerRule
from cdktf_cdktf_provider_aws.lb_listener_rule import LbListenerRuleAction as LbListenerRuleAction
from cdktf_cdktf_provider_aws.lb_listener_rule import (
    LbListenerRuleActionFixedResponse as LbListenerRuleActionFixedResponse,
)
from cdktf_cdktf_provider_aws.lb_listener_rule import (
    LbListenerRuleActionRedirect as LbListenerRuleActionRedirect,
)
from cdktf_cdktf_provider_aws.lb_listener_rule import (
    LbListenerRuleCondition as LbListenerRuleCondition,
)
from cdktf_cdktf_provider_aws.lb_listener_rule import (
    LbListenerRuleConditionPathPattern as LbListenerRuleConditionPathPattern,
)
from cdktf_cdktf_provider_aws.lb_target_group import LbTargetGroup as LbTargetGroup
from cdktf_cdktf_provider_aws.lb_target_group import (
    LbTargetGroupHealthCheck as LbTargetGroupHealthCheck,
)
from cdktf_cdktf_provider_aws.nat_gateway import NatGateway as NatGateway
from cdktf_cdktf_provider_aws.provider import AwsProvider as AwsProvider
from cdktf_cdktf_provider_aws.provider import AwsProviderIgnoreTags as AwsProviderIgnoreTags
from cdktf_cdktf_provider_aws.rds_instance_state import RdsInstanceState as RdsInstanceState
from cdktf_cdktf_provider_aws.route import Route as Route
from cdktf_cdktf_provider_aws.route53_record import Route53Record as Route53Record
from cdktf_cdktf_provider_aws.route53_record import Route53RecordAlias as Route53RecordAlias
from cdktf_cdktf_provider_aws.route53_zone import Route53Zone as Route53Zone
from cdktf_cdktf_provider_aws.route53_zone import Route53ZoneVpc as Route53ZoneVpc
from cdktf_cdktf_provider_aws.route_table import RouteTable as RouteTable
from cdktf_cdktf_provider_aws.route_table_association import (
    RouteTableAssociation as RouteTableAssociation,
)
from cdktf_cdktf_provider_aws.s3_bucket import S3Bucket as S3Bucket
from cdktf_cdktf_provider_aws.s3_bucket_lifecycle_configuration import (
    S3BucketLifecycleConfiguration as S3BucketLifecycleConfiguration,
)
from cdktf_cdktf_provider_aws.s3_bucket_lifecycle_configuration import (
    S3BucketLifecycleConfigurationRule as S3BucketLifecycleConfigurationRule,
)
from cdktf_cdktf_provider_aws.s3_bucket_lifecycle_configuration import (
    S3BucketLifecycleConfigurationRuleAbortIncompleteMultipartUpload as S3BucketLifecycleConfigurationRuleAbortIncompleteMultipartUpload,
)
from cdktf_cdktf_provider_aws.s3_bucket_lifecycle_configuration import (
    S3BucketLifecycleConfigurationRuleExpiration as S3BucketLifecycleConfigurationRuleExpiration,
)
from cdktf_cdktf_provider_aws.s3_bucket_lifecycle_configuration import (
    S3BucketLifecycleConfigurationRuleFilter as S3BucketLifecycleConfigurationRuleFilter,
)
from cdktf_cdktf_provider_aws.s3_bucket_lifecycle_configuration import (
    S3BucketLifecycleConfigurationRuleNoncurrentVersionExpiration as S3BucketLifecycleConfigurationRuleNoncurrentVersionExpiration,
)
from cdktf_cdktf_provider_aws.s3_bucket_ownership_controls import (
    S3BucketOwnershipControls as S3BucketOwnershipControls,
)
from cdktf_cdktf_provider_aws.s3_bucket_ownership_controls import (
    S3BucketOwnershipControlsRule as S3BucketOwnershipControlsRule,
)
from cdktf_cdktf_provider_aws.s3_bucket_policy import S3BucketPolicy as S3BucketPolicy
from cdktf_cdktf_provider_aws.s3_bucket_public_access_block import (
    S3BucketPublicAccessBlock as S3BucketPublicAccessBlock,
)
from cdktf_cdktf_provider_aws.s3_bucket_server_side_encryption_configuration import (
    S3BucketServerSideEncryptionConfigurationA as S3BucketServerSideEncryptionConfigurationA,
)
from cdktf_cdktf_provider_aws.s3_bucket_server_side_encryption_configuration import (
    S3BucketServerSideEncryptionConfigurationRuleA as S3BucketServerSideEncryptionConfigurationRuleA,
)
from cdktf_cdktf_provider_aws.s3_bucket_server_side_encryption_configuration import (
    S3BucketServerSideEncryptionConfigurationRuleApplyServerSideEncryptionByDefaultA as S3BucketServerSideEncryptionConfigurationRuleApplyServerSideEncryptionByDefaultA,
)
from cdktf_cdktf_provider_aws.s3_bucket_versioning import S3BucketVersioningA as S3BucketVersioningA
from cdktf_cdktf_provider_aws.s3_bucket_versioning import (
    S3BucketVersioningVersioningConfiguration as S3BucketVersioningVersioningConfiguration,
)
from cdktf_cdktf_provider_aws.s3_object import S3Object as S3Object
from cdktf_cdktf_provider_aws.scheduler_schedule import SchedulerSchedule as SchedulerSchedule
from cdktf_cdktf_provider_aws.scheduler_schedule import (
    SchedulerScheduleFlexibleTimeWindow as SchedulerScheduleFlexibleTimeWindow,
)
from cdktf_cdktf_provider_aws.scheduler_schedule import (
    SchedulerScheduleTarget as SchedulerScheduleTarget,
)
from cdktf_cdktf_provider_aws.scheduler_schedule import (
    SchedulerScheduleTargetRetryPolicy as SchedulerScheduleTargetRetryPolicy,
)
from cdktf_cdktf_provider_aws.secretsmanager_secret import (
    SecretsmanagerSecret as SecretsmanagerSecret,
)
from cdktf_cdktf_provider_aws.secretsmanager_secret_version import (
    SecretsmanagerSecretVersion as SecretsmanagerSecretVersion,
)
from cdktf_cdktf_provider_aws.security_group import SecurityGroup as SecurityGroup
from cdktf_cdktf_provider_aws.sns_topic import SnsTopic as SnsTopic
from cdktf_cdktf_provider_aws.sns_topic_policy import SnsTopicPolicy as SnsTopicPolicy
from cdktf_cdktf_provider_aws.sns_topic_subscription import (
    SnsTopicSubscription as SnsTopicSubscription,
)
from cdktf_cdktf_provider_aws.sqs_queue import SqsQueue as SqsQueue
from cdktf_cdktf_provider_aws.subnet import Subnet as Subnet
from cdktf_cdktf_provider_aws.vpc import Vpc as Vpc
from cdktf_cdktf_provider_aws.vpc_endpoint import VpcEndpoint as VpcEndpoint
from cdktf_cdktf_provider_aws.vpc_security_group_egress_rule import (
    VpcSecurityGroupEgressRule as VpcSecurityGroupEgressRule,
)
from cdktf_cdktf_provider_aws.vpc_security_group_ingress_rule import (
    VpcSecurityGroupIngressRule as VpcSecurityGroupIngressRule,
)
