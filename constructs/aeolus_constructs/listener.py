"""A load balancer's port: what is forwarded by which path, and what is answered on the spot."""

from __future__ import annotations

from cdktf import ITerraformDependable
from constructs import Construct

from .load_balancer import LoadBalancer
from .providers import (
    LbListener,
    LbListenerDefaultAction,
    LbListenerDefaultActionFixedResponse,
    LbListenerDefaultActionRedirect,
    LbListenerRule,
    LbListenerRuleAction,
    LbListenerRuleActionFixedResponse,
    LbListenerRuleActionRedirect,
    LbListenerRuleCondition,
    LbListenerRuleConditionPathPattern,
)
from .target_group import TargetGroup

TLS_POLICY = "ELBSecurityPolicy-TLS13-1-2-2021-06"
"""TLS 1.3 and 1.2 (Application Load Balancers guide, "Security policies", recommended)."""


class Listener(Construct):
    """An `aws_lb_listener` with rules by path, in the order in which they are added."""

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        load_balancer: LoadBalancer,
        default: TargetGroup | None = None,
    ) -> None:
        """Listen on the load balancer's port; what no rule takes goes to `default`, else is 404."""
        super().__init__(scope, id_)
        certificate = load_balancer.certificate
        self._listener = LbListener(
            self,
            "listener",
            load_balancer_arn=load_balancer.resource.arn,
            port=load_balancer.port,
            protocol="HTTPS" if certificate else "HTTP",
            ssl_policy=TLS_POLICY if certificate else None,
            certificate_arn=certificate.arn if certificate else None,
            default_action=[
                LbListenerDefaultAction(type="forward", target_group_arn=default.arn)
                if default
                else LbListenerDefaultAction(
                    type="fixed-response",
                    fixed_response=LbListenerDefaultActionFixedResponse(
                        content_type="text/plain", status_code="404", message_body="Not found"
                    ),
                )
            ],
            depends_on=certificate.ready if certificate else None,
        )
        self.ready: list[ITerraformDependable] = [self._listener]

    def forward(self, label: str, *path_patterns: str, to: TargetGroup) -> None:
        """Forward requests whose path matches to a target group."""
        self._rule(
            label, path_patterns, LbListenerRuleAction(type="forward", target_group_arn=to.arn)
        )

    def answer_404(self, label: str, *path_patterns: str) -> None:
        """Answer 404 to requests whose path matches."""
        answer = LbListenerRuleActionFixedResponse(
            content_type="text/plain", status_code="404", message_body="Not found"
        )
        self._rule(
            label, path_patterns, LbListenerRuleAction(type="fixed-response", fixed_response=answer)
        )

    def redirect(self, label: str, path: str, to: str) -> None:
        """Redirect a path for good to another."""
        target = LbListenerRuleActionRedirect(status_code="HTTP_301", path=to)
        self._rule(label, (path,), LbListenerRuleAction(type="redirect", redirect=target))

    def _rule(
        self, label: str, path_patterns: tuple[str, ...], action: LbListenerRuleAction
    ) -> None:
        rule = LbListenerRule(
            self,
            label,
            listener_arn=self._listener.arn,
            priority=10 * len(self.ready),
            action=[action],
            condition=[
                LbListenerRuleCondition(
                    path_pattern=LbListenerRuleConditionPathPattern(values=list(path_patterns))
                )
            ],
        )
        self.ready.append(rule)


def redirect_to_https(scope: Construct, id_: str, load_balancer: LoadBalancer) -> LbListener:
    """Create the listener on port 80 that sends everyone on to HTTPS."""
    return LbListener(
        scope,
        id_,
        load_balancer_arn=load_balancer.resource.arn,
        port=80,
        protocol="HTTP",
        default_action=[
            LbListenerDefaultAction(
                type="redirect",
                redirect=LbListenerDefaultActionRedirect(
                    protocol="HTTPS", port="443", status_code="HTTP_301"
                ),
            )
        ],
    )
