"""Pages of consultations, one module for each noun."""
