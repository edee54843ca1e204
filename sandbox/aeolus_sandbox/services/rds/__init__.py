"""Amazon RDS: a real PostgreSQL for every DB instance."""
