"""Word comes back: the marks that a draft goes out with, and reading what stands in the file that returns."""
