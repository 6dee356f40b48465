"""Forms of consultations, one module for each noun."""
