"""Pages of follow-up, one module for each noun."""
