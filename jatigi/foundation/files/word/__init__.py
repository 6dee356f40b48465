"""Word files written directly: the elements, the styles of our documents, and the package that holds them."""
