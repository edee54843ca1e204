"""Price files made anew from the AWS Price List and from EC2's Spot price history."""
