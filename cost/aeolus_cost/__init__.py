"""What a Terraform stack costs a month: components, prices, usage, and the figures they make.

Reads what Terraform would create and nothing else, so it prices any stack of these resource types.
"""
