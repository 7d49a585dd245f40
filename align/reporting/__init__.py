"""What people see of an alignment."""
