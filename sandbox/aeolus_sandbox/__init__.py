"""An embedded AWS region on this machine.

It knows the AWS API and nothing of what is deployed into it.
"""
