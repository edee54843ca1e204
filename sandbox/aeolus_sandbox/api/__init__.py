"""The AWS API on loopback: moto's server, corrected where it departs from AWS."""
