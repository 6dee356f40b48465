"""What people fill in at the desk, split by noun: ``answer``, ``rounds``, ``findings``, ``evidence``."""
